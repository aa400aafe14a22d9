package io.registryexporter.exporter.inventory;

import java.util.OptionalLong;

/**
 * What the repositories of a path are together. Figures that depend on unreadable entries are empty.
 *
 * @param path the components that their names begin with; empty for all repositories
 * @param repositories how many there are
 * @param stored bytes of the blobs that they consist of, each once
 * @param exclusive the part of them that no repository elsewhere uses: what the deletion of all of them frees
 */
public record PathFigures(String path, OptionalLong repositories, OptionalLong stored, OptionalLong exclusive) {}
