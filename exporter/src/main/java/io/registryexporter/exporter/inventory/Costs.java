package io.registryexporter.exporter.inventory;

/**
 * What a repository costs on the disk.
 *
 * @param stored bytes of the blobs that its revisions consist of, each once
 * @param exclusive the part of them that no other repository uses: what the deletion of this one frees
 */
public record Costs(long stored, long exclusive) {}
