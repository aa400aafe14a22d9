package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.BitSet;

/**
 * What {@code registry garbage-collect} would free: the blobs that the mark phase of that version of the registry does
 * not mark (R23). A collection that would stop at damage is computed as if it did not.
 */
final class GarbageCollection {
    private final ScannedStorage scanned;
    private final RegistryVersion version;

    GarbageCollection(ScannedStorage scanned, RegistryVersion version) {
        this.scanned = scanned;
        this.version = version;
    }

    Reclaimable run(GarbageCollectionMode mode) {
        BitSet marks = new Marking(scanned, version, mode).marks();
        int blobs = 0;
        long bytes = 0;
        for (int number = 0; number < scanned.blobs().limit(); number++) {
            if (scanned.blobs().contains(number) && !marks.get(number)) {
                blobs++;
                bytes += scanned.blobs().size(number);
            }
        }
        return new Reclaimable(blobs, bytes);
    }
}
