package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one scan read.
 *
 * @param generation the same for scans of one scanner that found the same, but for the volume
 * @param repositories in the order of their names
 * @param manifests every one that a revision links to
 * @param digests the numbers of digests in {@code blobs} and in the references of manifests
 * @param lateBlobs stored bytes of blobs that came since they were listed and that a manifest names, by their numbers
 * @param blobFaults why blobs cannot be looked at
 * @param uploads the unfinished uploads by the name of the repository, only where there are any
 * @param volume the file system, if it tells its size
 * @param damages entries that belong to no repository
 */
public record ScannedStorage(
        long generation,
        List<ScannedRepository> repositories,
        Manifests manifests,
        DigestTable digests,
        StoredBlobs blobs,
        Map<Integer, Long> lateBlobs,
        BlobFaults blobFaults,
        Map<String, ScannedUploads> uploads,
        Optional<Volume> volume,
        List<Damage> damages) {

    /** This scan as one that found the same as an earlier one, if it did. */
    ScannedStorage after(ScannedStorage earlier) {
        return isSameAs(earlier)
                ? new ScannedStorage(
                        earlier.generation,
                        repositories,
                        manifests,
                        digests,
                        blobs,
                        lateBlobs,
                        blobFaults,
                        uploads,
                        volume,
                        damages)
                : this;
    }

    /** Repositories and blobs that have not changed are the same objects. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isSameAs(ScannedStorage earlier) {
        boolean same = repositories.size() == earlier.repositories.size()
                && blobs == earlier.blobs
                && blobFaults.equals(earlier.blobFaults)
                && uploads.equals(earlier.uploads)
                && damages.equals(earlier.damages);
        for (int i = 0; same && i < repositories.size(); i++) {
            same = repositories.get(i) == earlier.repositories.get(i);
        }
        return same;
    }

    /** A registry that nothing has been pushed to. */
    public static ScannedStorage empty(Optional<Volume> volume) {
        Manifests none = digest -> new StoredManifest.NotStored(DamageReason.MANIFEST_BLOB_MISSING);
        return new ScannedStorage(
                0,
                List.of(),
                none,
                new DigestTable(),
                StoredBlobs.none(),
                Map.of(),
                new BlobFaults(Map.of(), Map.of()),
                Map.of(),
                volume,
                List.of());
    }
}
