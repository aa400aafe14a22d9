package io.registryexporter.operator.detect;

/** The path of a registry's storage in its container. */
sealed interface StoragePath permits StoragePath.Known, Obstacle {

    /** The rootdirectory, or the v2 directory in it, and the source of that path. */
    record Known(String path, String how) implements StoragePath {}
}
