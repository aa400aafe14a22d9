package io.registryexporter.exporter.scan.incremental;

import io.registryexporter.exporter.scan.reader.BlobDirectory;
import io.registryexporter.exporter.scan.reader.Reading;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.StoredBlobs;
import io.registryexporter.exporter.storage.DigestTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the previous scan hands on to the next one.
 *
 * @param base what all scans since the last full scan share
 * @param repositories those that the next scan may take over, by their names
 * @param layers the links of {@code _layers} that the next scan may take over, by the names of their repositories
 * @param result what the scan found; none before the first scan
 * @param unfinished the paths of unfinished writes, and when each was found first
 */
public record PreviousScan(
        Base base,
        Blobs blobs,
        Map<String, UnchangedRepositories.Known> repositories,
        Map<String, UnchangedLayers.Known> layers,
        Optional<ScannedStorage> result,
        Map<String, Instant> unfinished) {
    /** File systems store times as coarsely as two seconds, and file servers show them up to a minute late. */
    static final Duration TRUSTED_AGE = Duration.ofSeconds(60);

    private static final int FEW = 100_000;

    /**
     * What grows from scan to scan, until a full scan begins with nothing.
     *
     * @param since when a scan began with nothing
     * @param digests the numbers that everything else refers to
     * @param manifests those that were parsed
     * @param digestsAtFirst how many digests had a number after the first of the scans; 0 before
     */
    record Base(Instant since, DigestTable digests, ParsedManifests manifests, int digestsAtFirst) {
        /** Whether most of the numbered digests are newer than the first scan, so that as many may be gone. */
        private boolean isMostlyNew() {
            return digests.size() > 2 * digestsAtFirst + FEW;
        }

        private Base afterScan() {
            return digestsAtFirst == 0 ? new Base(since, digests, manifests, digests.size()) : this;
        }
    }

    /**
     * The blobs that a scan found.
     *
     * @param directories by their paths
     * @param stored all blobs in them
     * @param rotation which directories the next scan reads again
     */
    public record Blobs(Map<Path, Reading<BlobDirectory>> directories, StoredBlobs stored, BlobRotation rotation) {
        private boolean areOf(Map<Path, Reading<BlobDirectory>> others) {
            return directories.size() == others.size()
                    && others.entrySet().stream().allMatch(other -> isSame(other.getKey(), other.getValue()));
        }

        @SuppressWarnings("ReferenceEquality") // a directory that has not changed is taken over as it is
        private boolean isSame(Path path, Reading<BlobDirectory> directory) {
            return directories.get(path) == directory;
        }
    }

    /**
     * Before a scan that takes nothing over.
     *
     * @param unfinished the paths of unfinished writes, which even a full scan takes over
     */
    public static PreviousScan none(Instant now, Map<String, Instant> unfinished) {
        DigestTable digests = new DigestTable();
        return new PreviousScan(
                new Base(now, digests, new ParsedManifests(digests), 0),
                new Blobs(Map.of(), StoredBlobs.none(), BlobRotation.from(now)),
                Map.of(),
                Map.of(),
                Optional.empty(),
                unfinished);
    }

    /** What the scan after this one hands on. */
    public PreviousScan next(
            Blobs nextBlobs,
            UnchangedRepositories nextRepositories,
            UnchangedLayers nextLayers,
            ScannedStorage found,
            Map<String, Instant> nextUnfinished) {
        return new PreviousScan(
                base.afterScan(),
                nextBlobs,
                nextRepositories.next(),
                nextLayers.next(),
                Optional.of(found),
                nextUnfinished);
    }

    /** The numbers of digests. */
    public DigestTable digests() {
        return base.digests();
    }

    /** All blobs in these directories: the same object as in the previous scan if no directory has changed. */
    public StoredBlobs stored(Map<Path, Reading<BlobDirectory>> directories) {
        if (blobs.areOf(directories)) {
            return blobs.stored();
        }
        StoredBlobs.Builder stored = new StoredBlobs.Builder(digests().size());
        for (Reading<BlobDirectory> reading : directories.values()) {
            BlobDirectory directory = reading.value();
            stored.misplaced(directory.misplaced());
            for (int i = 0; i < directory.numbers().length; i++) {
                stored.blob(directory.numbers()[i], directory.sizes()[i]);
            }
        }
        return stored.build();
    }

    /**
     * Whether it is time for a full scan.
     *
     * @param interval between two full scans
     */
    public boolean isFullScanDue(Instant now, Duration interval) {
        return Duration.between(base.since(), now).compareTo(interval) >= 0 || base.isMostlyNew();
    }
}
