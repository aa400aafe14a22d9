package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.UnusableException;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.scan.BlobVerifier;
import io.registryexporter.exporter.scan.DiskUsageReader;
import io.registryexporter.exporter.scan.ReaderThreads;
import io.registryexporter.exporter.scan.ScanIntervals;
import io.registryexporter.exporter.scan.ScanProgress;
import io.registryexporter.exporter.scan.StorageScanner;
import io.registryexporter.exporter.scan.StuckException;
import io.registryexporter.exporter.scan.WatchedScanner;
import io.registryexporter.exporter.scan.reader.Pause;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.serve.FatalErrorHandler;
import io.registryexporter.exporter.serve.MemoryAdvice;
import io.registryexporter.exporter.storage.ByteRate;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DiskUsage;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import io.registryexporter.exporter.storage.StorageReplacedException;
import io.registryexporter.exporter.storage.Surroundings;
import io.registryexporter.exporter.storage.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Scans a storage once, for a command that prints its result and ends. */
record SingleScan(ScanArguments arguments, Clock clock, Console console) {
    /** A scan and its inventory. */
    record Scanned(String v2, ScannedStorage storage, Inventory inventory, Instant at, Optional<DiskUsage> disk) {}

    /** Scans PATH; an empty directory is a new registry. */
    Scanned scan() throws InterruptedException {
        return scan(arguments.pace(), (readers, storage, scanned, progress) -> More.NONE);
    }

    /** Scans PATH, and counts everything that lies below PATH. */
    Scanned scanAndCount() throws InterruptedException {
        Pace pace = arguments.pace();
        return scan(
                pace,
                (readers, storage, scanned, progress) -> new More(
                        Map.of(),
                        Optional.of(
                                new DiskUsageReader(readers, pace).read(arguments.path(), storage.v2(), progress))));
    }

    /** Scans PATH, and compares every blob with its digest. */
    Scanned scanAndVerify(ByteRate rate) throws InterruptedException {
        Pace pace = arguments.pace();
        return scan(
                pace,
                (readers, storage, scanned, progress) -> scanned.blobs().count() == 0
                        ? More.NONE
                        : new More(
                                new BlobVerifier(readers, arguments.threads(), pace, rate, clock, Pause.betweenWrites())
                                        .verify(storage.root(), storage.v2(), scanned, progress),
                                Optional.empty()));
    }

    /** What is found besides the scan: corrupt blobs and why they are corrupt, and what lies on the disk. */
    private record More(Map<Digest, DamageReason> corrupt, Optional<DiskUsage> disk) {
        static final More NONE = new More(Map.of(), Optional.empty());
    }

    /** Runs on the same threads after a scan. */
    private interface Afterwards {
        More find(
                ExecutorService readers, StorageLocation.Storage storage, ScannedStorage scanned, ScanProgress progress)
                throws IOException, InterruptedException;
    }

    private record Read(ScannedStorage scanned, More more) {}

    /** @param pace of everything that is done, by which a storage that does not answer is noticed */
    private Scanned scan(Pace pace, Afterwards afterwards) throws InterruptedException {
        Path path = arguments.path();
        StorageLocation location = new StorageLocator().locate(path);
        if (location instanceof StorageLocation.Unusable unusable) {
            throw new UnusableException(unusable.problem());
        }
        InventoryBuilder builder = new InventoryBuilder(arguments.registryVersion(), arguments.registryProxy());
        if (location instanceof StorageLocation.Storage storage) {
            Read read = read(
                    storage,
                    pace,
                    (scanner, found, progress) -> scanner.scan(found.root(), found.v2(), progress),
                    afterwards);
            return new Scanned(
                    storage.v2().toString(),
                    read.scanned(),
                    builder.build(
                            read.scanned(), storage.surroundings(), read.more().corrupt()),
                    clock.instant(),
                    read.more().disk());
        }
        // The registry makes the directory with the first push.
        Path v2 = path.resolve("docker/registry/v2");
        Read read = read(new StorageLocation.Storage(path, v2, Surroundings.plain()), pace, empty(path), afterwards);
        return new Scanned(
                path.toString(),
                read.scanned(),
                builder.build(read.scanned(), Surroundings.plain()),
                clock.instant(),
                read.more().disk());
    }

    /** Scans a storage of which there is a scan already. */
    private static Reading empty(Path path) {
        return (scanner, storage, progress) -> ScannedStorage.empty(Volume.of(path));
    }

    private interface Reading {
        ScannedStorage scan(StorageScanner scanner, StorageLocation.Storage storage, ScanProgress progress)
                throws IOException, InterruptedException;
    }

    private Read read(StorageLocation.Storage storage, Pace pace, Reading reading, Afterwards afterwards)
            throws InterruptedException {
        ScanProgress progress = new ScanProgress();
        try (WatchedScanner scanner = scanner(pace);
                ProgressLine line = new ProgressLine(progress, console.err(), clock)) {
            if (console.terminal().err()) {
                line.show();
            }
            return scanner.run((storageScanner, readers) -> {
                ScannedStorage scanned = reading.scan(storageScanner, storage, progress);
                return new Read(scanned, afterwards.find(readers, storage, scanned, progress));
            });
        } catch (StorageReplacedException e) {
            throw new UnusableException(e.getMessage());
        } catch (StuckException e) {
            throw new UnusableException("scanning stopped: " + e.getMessage());
        } catch (IOException e) {
            throw new UnusableException("scanning failed: " + e + ". Check that the volume is mounted and readable.");
        }
    }

    private WatchedScanner scanner(Pace pace) {
        FatalErrorHandler end =
                new HaltingErrorHandler(console.err(), MemoryAdvice.ofThisProcess(), Runtime.getRuntime()::halt);
        return new WatchedScanner(
                new ReaderThreads(arguments.threads(), end::readerDied),
                readers -> new StorageScanner(
                        readers,
                        arguments.registryVersion(),
                        ScanIntervals.ofSingleScan(),
                        pace,
                        clock,
                        Pause.betweenWrites()),
                arguments.stuckAfter(),
                clock);
    }
}
