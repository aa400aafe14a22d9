package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was read of one repository.
 *
 * @param collected whether the registry's garbage collection visits the repository: 2.x finds repositories by another
 *     directory (R1)
 * @param layers the links of its configs and layers
 * @param damages entries that are neither tags nor revisions
 */
public record ScannedRepository(
        String name,
        boolean collected,
        TagDirectory tagDirectory,
        RevisionDirectory revisionDirectory,
        LayerLinks layers,
        List<Damage> damages) {

    /**
     * This repository after {@code DELETE} of manifests by their digests, which also removes all tags that name them (R35).
     */
    public ScannedRepository without(Set<Digest> deleted) {
        Map<Digest, ScannedRevision> revisions = new HashMap<>(revisions());
        revisions.keySet().removeAll(deleted);
        List<ScannedTag> tags = tags().stream()
                .filter(tag ->
                        tag.link().targetDigest().filter(deleted::contains).isEmpty())
                .toList();
        return new ScannedRepository(
                name,
                collected,
                new TagDirectory(tags().only(tags), hasTags(), tagsFault()),
                new RevisionDirectory(Map.copyOf(revisions), revisionDirectory.directory()),
                layers,
                damages);
    }

    /** The tags that the registry's API lists. */
    public ScannedTags tags() {
        return tagDirectory.tags();
    }

    /** Whether the repository has a directory {@code tags}. */
    public boolean hasTags() {
        return tagDirectory.there();
    }

    /** Why not all tags could be listed. */
    public Optional<DamageReason> tagsFault() {
        return tagDirectory.fault();
    }

    /** The revisions by the digest of their directory. */
    public Map<Digest, ScannedRevision> revisions() {
        return revisionDirectory.revisions();
    }

    /** The links at other places below {@code revisions}. */
    public List<OddLink> oddRevisions() {
        return revisionDirectory.directory().odd();
    }

    /** Why revisions could not be listed, by the algorithm; the key is empty for all of them. */
    public Map<String, DamageReason> revisionFaults() {
        return revisionDirectory.directory().faults();
    }

    /** Why revisions of an algorithm could not be listed. */
    public Optional<DamageReason> revisionFault(String algorithm) {
        return revisionDirectory.directory().fault(algorithm);
    }
}
