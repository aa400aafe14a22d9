package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.incremental.PreviousScan;
import io.registryexporter.exporter.scan.reader.Pause;
import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import io.registryexporter.exporter.storage.StorageIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * Scans a storage on the threads of an executor, again and again. Not for several scans at a time: each takes over from the
 * previous one what has not changed.
 */
public final class StorageScanner {
    private final ScanRun.ScanOptions options;
    private final Pace pace;
    private PreviousScan previous;
    private volatile StorageGuard guard = StorageGuard.ofNothing();
    private long scans;
    private volatile ScanProgress progress = new ScanProgress();

    /**
     * A scanner before its first scan.
     *
     * @param intervals for which a scan relies on earlier ones
     * @param pace at which the file system is asked
     */
    public StorageScanner(
            ExecutorService readers,
            RegistryVersion version,
            ScanIntervals intervals,
            Pace pace,
            Clock clock,
            Pause pause) {
        this.options = new ScanRun.ScanOptions(new ReaderPool(readers), version, intervals, clock, pause);
        this.pace = pace;
        this.previous = PreviousScan.none(clock.instant(), Map.of());
    }

    /**
     * Scans once.
     *
     * @param root the directory that no symbolic link may leave
     * @param v2 the v2 directory in it
     * @throws IOException if the root cannot be resolved any more, or if the storage was replaced
     * @throws InterruptedException if the scan was interrupted
     */
    public ScannedStorage scan(Path root, Path v2) throws IOException, InterruptedException {
        return scan(root, v2, new ScanProgress());
    }

    /** The same, and keeps {@code progress} up to date. */
    public ScannedStorage scan(Path root, Path v2, ScanProgress current) throws IOException, InterruptedException {
        progress = current;
        StorageIdentity before = StorageIdentity.of(root, v2);
        Instant now = options.clock().instant();
        if (!guard.isSame(before)
                || previous.isFullScanDue(now, options.intervals().full())) {
            previous = PreviousScan.none(now, previous.unfinished());
        }
        guard = guard.duringScan();
        ScanRun run = new ScanRun(options, new StorageFiles(root, v2, pace), new Layout(v2), previous, current);
        ScanRun.Result result = run.run(++scans);
        guard = guard.afterScan(
                before,
                StorageIdentity.of(root, v2),
                result.scanned().repositories(),
                result.scanned().blobs());
        previous = result.next();
        return result.scanned();
    }

    /** Takes the place of a scanner that hangs: knows which storage that one has seen, and takes nothing else over. */
    void replace(StorageScanner hanging) {
        guard = hanging.guard.duringScan();
    }

    /** A number that grows with each operation on the file system, and with each step of a scan. */
    public long steps() {
        return pace.operations() + progress.steps();
    }
}
