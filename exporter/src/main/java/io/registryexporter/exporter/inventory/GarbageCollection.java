package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.Map;

/**
 * What {@code registry garbage-collect} does: it frees the blobs that the mark phase of the registry's version does not
 * mark (R23). A collection that ends with an error is computed as if its blockers were fixed.
 *
 * @param marks of its mark phase
 * @param reclaimable the blobs that it frees
 */
public record GarbageCollection(MarkPhase.Marks marks, Reclaimable reclaimable) {

    /** The collection of a storage as it was scanned, by a version of the registry. */
    public static GarbageCollection of(ScannedStorage scanned, RegistryVersion version, GarbageCollectionMode mode) {
        MarkPhase.Marks marks = new MarkPhase(scanned, version, mode).run();
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

    /** Whether the collection keeps the data of the digest with this number, if there is any. */
    public boolean keeps(int number) {
        return marks.numbers().get(number);
    }
}
