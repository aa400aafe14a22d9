package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.storage.Volume;
import java.util.Map;
import java.util.Optional;

/**
 * The storage as a whole.
 *
 * @param blobs blobs that have data
 * @param bytes their stored bytes, each blob once
 * @param reclaimable what a garbage collection would free, for every mode
 * @param volume the file system that it lies on, if that tells its size
 */
public record Storage(
        int blobs, long bytes, Map<GarbageCollectionMode, Reclaimable> reclaimable, Optional<Volume> volume) {}
