package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.StoredBlobs;
import io.registryexporter.exporter.storage.StorageIdentity;
import io.registryexporter.exporter.storage.StorageReplacedException;
import java.util.List;
import java.util.Optional;

/** Notices that a storage was replaced: during a scan, or by an empty directory between two scans. */
final class StorageGuard {
    private final Optional<Seen> seen;
    private final Optional<StorageIdentity> known;

    private StorageGuard(Optional<Seen> seen, Optional<StorageIdentity> known) {
        this.seen = seen;
        this.known = known;
    }

    /**
     * What the last scan that succeeded found.
     *
     * @param repositories whether there were any
     * @param blobs whether there were any
     */
    private record Seen(StorageIdentity identity, boolean repositories, boolean blobs) {}

    /** Before the first scan. */
    static StorageGuard ofNothing() {
        return new StorageGuard(Optional.empty(), Optional.empty());
    }

    /** During a scan, and after a scan that failed: what earlier scans read may be of another storage. */
    StorageGuard duringScan() {
        return new StorageGuard(seen, Optional.empty());
    }

    /** Whether the previous scan succeeded and read the same storage. */
    boolean isSame(StorageIdentity identity) {
        return known.equals(Optional.of(identity));
    }

    /**
     * The guard after a scan that succeeded.
     *
     * @param before what was there when the scan began
     * @param after what was there when it ended
     * @throws StorageReplacedException if the storage was replaced
     */
    StorageGuard afterScan(
            StorageIdentity before, StorageIdentity after, List<ScannedRepository> repositories, StoredBlobs blobs)
            throws StorageReplacedException {
        before.requireStill(after, seen.map(Seen::identity));
        Seen now = new Seen(after, !repositories.isEmpty(), blobs.count() > 0);
        requireNotEmptied(now);
        return new StorageGuard(Optional.of(now), Optional.of(after));
    }

    /** A mount point without its volume looks like a registry that has lost everything. */
    private void requireNotEmptied(Seen now) throws StorageReplacedException {
        boolean emptied = seen.filter(before -> !before.identity().equals(now.identity()))
                .filter(before -> (before.repositories() && !now.repositories()) || (before.blobs() && !now.blobs()))
                .isPresent();
        if (emptied) {
            throw StorageReplacedException.emptied();
        }
    }
}
