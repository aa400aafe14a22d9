package io.registryexporter.exporter.storage;

import java.nio.file.Path;

/** What lies at the PATH of the command line. */
public sealed interface StorageLocation {

    /**
     * A storage.
     *
     * @param root the directory that the user named, which no symbolic link may leave
     * @param v2 the v2 directory, which is the root or lies below it
     * @param surroundings what serves the storage
     */
    record Storage(Path root, Path v2, Surroundings surroundings) implements StorageLocation {}

    /** A registry that nothing has been pushed to: its directories appear with the first push. */
    record NewRegistry() implements StorageLocation {}

    /** Nothing to scan; {@code problem} says why, and what to do. */
    record Unusable(String problem) implements StorageLocation {}
}
