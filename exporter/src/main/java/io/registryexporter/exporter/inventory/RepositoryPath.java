package io.registryexporter.exporter.inventory;

/**
 * A path that has a longer one below it, or the empty path of all repositories.
 *
 * @param name the components that the names of its repositories begin with
 * @param repositories how many there are, that of the same name too
 * @param costs what they cost together, each blob once, as far as they could be read; exclusive is what no repository elsewhere
 *     uses
 */
public record RepositoryPath(String name, int repositories, Costs costs) {}
