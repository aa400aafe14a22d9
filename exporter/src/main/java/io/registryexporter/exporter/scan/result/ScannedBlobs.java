package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.DigestTable;
import java.util.Map;

/**
 * The blobs of a storage, and what is known of their content.
 *
 * @param digests the numbers of digests in the other components, and in the references of manifests
 * @param stored those that were listed
 * @param late stored bytes of blobs that a manifest names and that were written after the blobs were listed, by the numbers
 *     of their digests
 * @param faults why blobs cannot be looked at
 * @param manifests every manifest that a revision links to
 */
public record ScannedBlobs(
        DigestTable digests, StoredBlobs stored, Map<Integer, Long> late, BlobFaults faults, Manifests manifests) {

    /** No blobs. */
    static ScannedBlobs none() {
        return new ScannedBlobs(
                new DigestTable(),
                StoredBlobs.none(),
                Map.of(),
                new BlobFaults(Map.of(), Map.of()),
                digest -> new StoredManifest.NotStored(DamageReason.MANIFEST_BLOB_MISSING));
    }
}
