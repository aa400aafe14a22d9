package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Link;

/**
 * A directory of {@code revisions/} that has a link (R10).
 *
 * @param digest the digest that the directory stands for
 * @param link to the manifest, perhaps by another digest (R12); absent only while a tag still names a deleted manifest
 * @param listed false for a link that 2.x finds below {@code _layers}: the registry serves the manifest, but does not
 *     list the revision (R11)
 */
public record ScannedRevision(Digest digest, Link link, boolean listed) {}
