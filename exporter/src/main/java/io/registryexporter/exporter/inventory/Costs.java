package io.registryexporter.exporter.inventory;

/**
 * What a repository costs on the disk.
 *
 * @param stored bytes of the blobs that its revisions are made of, each once
 * @param exclusive the part of them that no other repository's revisions are made of: what would go if it went
 */
public record Costs(long stored, long exclusive) {}
