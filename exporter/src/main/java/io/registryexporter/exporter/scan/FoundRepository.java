package io.registryexporter.exporter.scan;

import java.nio.file.Path;

/** A directory that has a directory {@code _manifests}, which makes it a repository (R1). */
record FoundRepository(String name, Path directory) {}
