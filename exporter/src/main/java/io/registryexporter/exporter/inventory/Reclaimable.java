package io.registryexporter.exporter.inventory;

/** What a garbage collection would free. */
public record Reclaimable(int blobs, long bytes) {}
