package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.Digest;
import java.util.Map;

/**
 * The directory {@code revisions} of a repository.
 *
 * @param revisions by the digest of their directory
 * @param directory what else was found in the directory
 */
public record RevisionDirectory(Map<Digest, ScannedRevision> revisions, LinkDirectory directory) {}
