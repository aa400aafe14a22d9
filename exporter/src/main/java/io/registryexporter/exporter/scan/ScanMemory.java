package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DigestTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one scan leaves to the next.
 *
 * @param since when nothing was remembered last
 * @param digests numbers that the rest refers to
 * @param manifests grows while the memory is shared
 * @param digestsAtFirst how many digests had a number after the first of the scans that share this memory
 * @param last what the last of these scans found
 * @param unsettled the entries that were half done, and when they were first found so
 * @param rotation whose turn it is among the directories of blobs
 */
record ScanMemory(
        Instant since,
        DigestTable digests,
        Blobs blobs,
        ParsedManifests manifests,
        Map<String, RepositoryMemory.Remembered> repositories,
        Map<String, LayerReader.Remembered> layers,
        int digestsAtFirst,
        Optional<ScannedStorage> last,
        Map<String, Instant> unsettled,
        BlobRotation rotation) {
    /** File systems keep times as coarsely as two seconds, and file servers show them up to a minute late. */
    static final Duration SETTLED = Duration.ofSeconds(60);

    private static final int FEW = 100_000;

    /** The directories of blobs by their paths, and all that is stored in them. */
    record Blobs(Map<Path, BlobDirectory> directories, StoredBlobs stored) {

        private boolean areOf(Map<Path, BlobDirectory> others) {
            return directories.size() == others.size()
                    && others.entrySet().stream().allMatch(other -> isSame(other.getKey(), other.getValue()));
        }

        @SuppressWarnings("ReferenceEquality") // a directory that has not changed is taken over as it is
        private boolean isSame(Path path, BlobDirectory directory) {
            return directories.get(path) == directory;
        }
    }

    static ScanMemory empty(Instant now, Map<String, Instant> unsettled) {
        Blobs none = new Blobs(Map.of(), StoredBlobs.none());
        DigestTable digests = new DigestTable();
        return new ScanMemory(
                now,
                digests,
                none,
                new ParsedManifests(digests),
                Map.of(),
                Map.of(),
                0,
                Optional.empty(),
                unsettled,
                BlobRotation.from(now));
    }

    ScanMemory with(
            Blobs nextBlobs,
            Map<String, RepositoryMemory.Remembered> nextRepositories,
            Map<String, LayerReader.Remembered> nextLayers,
            ScannedStorage scanned,
            Map<String, Instant> nextUnsettled,
            BlobRotation nextRotation) {
        int first = digestsAtFirst == 0 ? digests.size() : digestsAtFirst;
        return new ScanMemory(
                since,
                digests,
                nextBlobs,
                manifests,
                nextRepositories,
                nextLayers,
                first,
                Optional.of(scanned),
                nextUnsettled,
                nextRotation);
    }

    /** What is stored in these directories: the same object as before if none has changed. */
    StoredBlobs stored(Map<Path, BlobDirectory> directories) {
        return blobs.areOf(directories) ? blobs.stored() : StoredBlobs.of(directories.values(), digests.size());
    }

    /** Whether most digests that have a number have come since, so that as many may have gone. */
    boolean isMostlyOld() {
        return digests.size() > 2 * digestsAtFirst + FEW;
    }
}
