package io.registryexporter.exporter.inventory;

/**
 * The revisions of a repository that exist (R10).
 *
 * @param untagged those that are no tag's current manifest
 * @param unreachable those of them that no tagged index leads to either
 */
public record Revisions(int count, int untagged, int unreachable) {}
