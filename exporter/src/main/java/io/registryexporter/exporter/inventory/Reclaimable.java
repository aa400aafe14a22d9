package io.registryexporter.exporter.inventory;

/** The blobs that a garbage collection frees, and their bytes. */
public record Reclaimable(int blobs, long bytes) {}
