package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of one repository.
 *
 * @param revisions by the digest of their directory
 * @param revisionFaults why revisions of an algorithm, empty for all, could not be listed
 * @param oddRevisions links at other places below {@code revisions}
 * @param tagsFault why its tags could not be listed
 * @param hasTags whether it has a directory {@code tags}
 * @param layers the links of its configs and layers
 * @param collected whether the registry's collection comes by: 2.x finds repositories by another directory (R1)
 * @param damages entries that are neither tags nor revisions
 */
public record ScannedRepository(
        String name,
        ScannedTags tags,
        Map<Digest, ScannedRevision> revisions,
        Map<String, DamageReason> revisionFaults,
        List<OddLink> oddRevisions,
        Optional<DamageReason> tagsFault,
        boolean hasTags,
        LayerLinks layers,
        boolean collected,
        List<Damage> damages) {

    /** Why revisions of an algorithm could not be listed. */
    public Optional<DamageReason> revisionFault(String algorithm) {
        return LinkTree.fault(revisionFaults, algorithm);
    }
}
