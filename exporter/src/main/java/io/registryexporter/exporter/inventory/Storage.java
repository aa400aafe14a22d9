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
 * @param reclaimable what a garbage collection frees, for every mode, once its blockers are fixed
 * @param lostTags how many tags that can be pulled now a garbage collection breaks, for every mode
 * @param volume the file system of the storage, if that reports its size
 * @param surroundings what serves the storage
 */
public record Storage(
        int blobs,
        long bytes,
        Map<GarbageCollectionMode, Reclaimable> reclaimable,
        Map<GarbageCollectionMode, Long> lostTags,
        Optional<Volume> volume,
        Surroundings surroundings) {

    Storage on(Optional<Volume> newer) {
        return new Storage(blobs, bytes, reclaimable, lostTags, newer, surroundings);
    }
}
