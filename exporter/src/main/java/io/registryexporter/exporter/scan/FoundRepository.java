package io.registryexporter.exporter.scan;

import java.nio.file.Path;

/**
 * A directory below {@code repositories/} that has at least one of the directories of a repository.
 *
 * @param manifests whether it has {@code _manifests}, which makes it a repository (R1)
 * @param layers whether it has {@code _layers}, which makes it one for the garbage collection of 2.x
 * @param uploads whether it has {@code _uploads}
 */
record FoundRepository(String name, Path directory, boolean manifests, boolean layers, boolean uploads) {}
