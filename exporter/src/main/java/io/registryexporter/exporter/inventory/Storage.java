package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Surroundings;
import io.registryexporter.exporter.storage.Volume;
import java.util.Map;
import java.util.Optional;

/**
 * The storage as a whole.
 *
 * @param blobs blobs that have data
 * @param bytes their stored bytes, each blob once
 * @param reclaimable what a garbage collection would free, for every mode, once what blocks it is mended
 * @param volume the file system that it lies on, if that tells its size
 * @param surroundings what serves it
 */
public record Storage(
        int blobs,
        long bytes,
        Map<GarbageCollectionMode, Reclaimable> reclaimable,
        Optional<Volume> volume,
        Surroundings surroundings) {

    Storage on(Optional<Volume> otherwise) {
        return new Storage(blobs, bytes, reclaimable, otherwise, surroundings);
    }
}
