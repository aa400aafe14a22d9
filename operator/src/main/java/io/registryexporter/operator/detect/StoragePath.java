package io.registryexporter.operator.detect;

/** Where a registry's storage is in its container. */
sealed interface StoragePath permits StoragePath.Known, Obstacle {

    /** The rootdirectory, or the v2 directory in it, and who says so. */
    record Known(String path, String how) implements StoragePath {}
}
