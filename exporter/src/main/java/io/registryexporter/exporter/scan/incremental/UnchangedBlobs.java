package io.registryexporter.exporter.scan.incremental;

import io.registryexporter.exporter.scan.reader.BlobDirectory;
import io.registryexporter.exporter.scan.reader.BlobLister;
import io.registryexporter.exporter.scan.reader.Reading;
import io.registryexporter.exporter.scan.result.StoredBlobs;
import io.registryexporter.exporter.storage.DirectoryTimes;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directories of blobs that a scan takes over from the previous one. A blob comes and goes with an entry of its
 * directory, so a directory whose times have not moved is taken over, unless a blob in it must be looked at in its place.
 * Safe for several threads.
 */
public final class UnchangedBlobs {
    private final PreviousScan previous;
    private final Clock clock;
    private final Optional<BlobRecheck> recheck;

    /**
     * For one scan.
     *
     * @param directories all directories of blobs
     * @param recheckInterval within which each blob is looked at again in its place; zero for never
     */
    public UnchangedBlobs(
            StorageFiles files,
            PreviousScan previous,
            Collection<Path> directories,
            Duration recheckInterval,
            Clock clock) {
        this.previous = previous;
        this.clock = clock;
        this.recheck = recheckInterval.isZero()
                ? Optional.empty()
                : Optional.of(new BlobRecheck(
                        files,
                        previous.digests(),
                        previous.base().manifests(),
                        previous.blobs().rotation().due(directories, recheckInterval, clock.instant())));
    }

    /** The directory as the previous scan found it if nothing has changed, otherwise as it is. */
    public Reading<BlobDirectory> read(Path path, BlobLister.BlobDirectoryTask task) {
        Optional<DirectoryTimes> times = DirectoryTimes.of(path);
        Optional<Reading<BlobDirectory>> known =
                Optional.ofNullable(previous.blobs().directories().get(path));
        boolean again = known.isPresent()
                && recheck.filter(look -> look.isNeeded(path, known.get().value()))
                        .isPresent();
        if (!again && known.filter(before -> before.value().isUnchanged(times)).isPresent()) {
            return known.get();
        }
        Reading<BlobDirectory> now =
                task.read(times.filter(t -> t.areOlderThan(PreviousScan.TRUSTED_AGE, clock.instant())));
        return known.filter(before -> isSame(before, now)).orElse(now);
    }

    private static boolean isSame(Reading<BlobDirectory> before, Reading<BlobDirectory> now) {
        return now.value().hasContentOf(before.value()) && now.damages().equals(before.damages());
    }

    /** What the next scan may take over. */
    public PreviousScan.Blobs next(Map<Path, Reading<BlobDirectory>> directories, StoredBlobs stored) {
        BlobRotation rotation =
                previous.blobs().rotation().after(recheck.map(BlobRecheck::due).orElseGet(Set::of), clock.instant());
        return new PreviousScan.Blobs(directories, stored, rotation);
    }
}
