package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.Map;

/**
 * What {@code registry garbage-collect} does: it frees the blobs that the mark phase of that version of the registry
 * does not mark (R23). A collection that ends with an error is computed as if what ends it were mended.
 *
 * @param marks of its mark phase
 * @param reclaimable what it frees
 */
record GarbageCollection(Marking.Marks marks, Reclaimable reclaimable) {

    static GarbageCollection of(ScannedStorage scanned, RegistryVersion version, GarbageCollectionMode mode) {
        Marking.Marks marks = new Marking(scanned, version, mode).run();
        int blobs = 0;
        long bytes = 0;
        for (int number = 0; number < scanned.blobs().limit(); number++) {
            if (scanned.blobs().contains(number) && !marks.numbers().get(number)) {
                blobs++;
                bytes += scanned.blobs().size(number);
            }
        }
        for (Map.Entry<Integer, Long> misplaced : scanned.blobs().misplaced().entrySet()) {
            if (!marks.numbers().get(misplaced.getKey())) {
                blobs++;
                bytes += misplaced.getValue();
            }
        }
        return new GarbageCollection(marks, new Reclaimable(blobs, bytes));
    }
}
