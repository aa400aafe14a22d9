package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one scan read.
 *
 * @param generation the same number for scans of one scanner that found the same, except for the volume
 * @param repositories in the order of their names
 * @param content the blobs, and the manifests among them
 * @param uploads the unfinished uploads by the name of the repository, only where there are any
 * @param volume the file system, if it reports its size
 * @param damages entries that belong to no repository
 */
public record ScannedStorage(
        long generation,
        List<ScannedRepository> repositories,
        ScannedBlobs content,
        Map<String, ScannedUploads> uploads,
        Optional<Volume> volume,
        List<Damage> damages) {

    /** A registry that nothing has been pushed to. */
    public static ScannedStorage empty(Optional<Volume> volume) {
        return new ScannedStorage(0, List.of(), ScannedBlobs.none(), Map.of(), volume, List.of());
    }

    /** The same storage with other repositories of the same names, as if it had changed so after the scan. */
    public ScannedStorage with(List<ScannedRepository> changed) {
        return new ScannedStorage(generation, List.copyOf(changed), content, uploads, volume, damages);
    }

    /** This scan with the generation of the previous one, if both found the same. */
    public ScannedStorage after(ScannedStorage previous) {
        return isSameAs(previous)
                ? new ScannedStorage(previous.generation, repositories, content, uploads, volume, damages)
                : this;
    }

    /** Repositories and blobs that have not changed are the same objects. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isSameAs(ScannedStorage previous) {
        boolean same = repositories.size() == previous.repositories.size()
                && blobs() == previous.blobs()
                && blobFaults().equals(previous.blobFaults())
                && uploads.equals(previous.uploads)
                && damages.equals(previous.damages);
        for (int i = 0; same && i < repositories.size(); i++) {
            same = repositories.get(i) == previous.repositories.get(i);
        }
        return same;
    }

    /** The numbers of the digests. */
    public DigestTable digests() {
        return content.digests();
    }

    /** The blobs that were listed. */
    public StoredBlobs blobs() {
        return content.stored();
    }

    /** Stored bytes of blobs that were written after the blobs were listed, by the numbers of their digests. */
    public Map<Integer, Long> lateBlobs() {
        return content.late();
    }

    /** Why blobs cannot be looked at. */
    public BlobFaults blobFaults() {
        return content.faults();
    }

    /** Every manifest that a revision links to. */
    public Manifests manifests() {
        return content.manifests();
    }
}
