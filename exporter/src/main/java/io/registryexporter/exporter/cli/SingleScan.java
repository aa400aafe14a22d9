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
        return scan((readers, storage, scanned, progress) -> More.NONE);
    }

    /** Scans PATH, and counts everything that lies below PATH. */
    Scanned scanAndCount() throws InterruptedException {
        return scan((readers, storage, scanned, progress) -> new More(
                Map.of(),
                Optional.of(new DiskUsageReader(readers, arguments.pace())
                        .read(arguments.path(), storage.v2(), progress))));
    }

    /** Scans PATH, and compares every blob with its digest. */
    Scanned scanAndVerify(ByteRate rate) throws InterruptedException {
        return scan((readers, storage, scanned, progress) -> new More(
                new BlobVerifier(readers, arguments.threads(), arguments.pace(), rate, clock, Pause.betweenWrites())
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

    private Scanned scan(Afterwards afterwards) throws InterruptedException {
        Path path = arguments.path();
        StorageLocation location = new StorageLocator().locate(path);
        if (location instanceof StorageLocation.Unusable unusable) {
            throw new UnusableException(unusable.problem());
        }
        InventoryBuilder builder = new InventoryBuilder(arguments.registryVersion(), arguments.registryProxy());
        if (location instanceof StorageLocation.Storage storage) {
            Read read = read(storage, afterwards);
            return new Scanned(
                    storage.v2().toString(),
                    read.scanned(),
                    builder.build(
                            read.scanned(), storage.surroundings(), read.more().corrupt()),
                    clock.instant(),
                    read.more().disk());
        }
        ScannedStorage empty = ScannedStorage.empty(Volume.of(path));
        return new Scanned(
                path.toString(), empty, builder.build(empty, Surroundings.plain()), clock.instant(), Optional.empty());
    }

    private Read read(StorageLocation.Storage storage, Afterwards afterwards) throws InterruptedException {
        ScanProgress progress = new ScanProgress();
        try (WatchedScanner scanner = scanner();
                ProgressLine line = new ProgressLine(progress, console.err(), clock)) {
            if (console.terminal().err()) {
                line.show();
            }
            return scanner.run((reading, readers) -> {
                ScannedStorage scanned = reading.scan(storage.root(), storage.v2(), progress);
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

    private WatchedScanner scanner() {
        FatalErrorHandler end =
                new HaltingErrorHandler(console.err(), MemoryAdvice.ofThisProcess(), Runtime.getRuntime()::halt);
        return new WatchedScanner(
                new ReaderThreads(arguments.threads(), end::readerDied),
                readers -> new StorageScanner(
                        readers,
                        arguments.registryVersion(),
                        ScanIntervals.ofSingleScan(),
                        arguments.pace(),
                        clock,
                        Pause.betweenWrites()),
                arguments.stuckAfter(),
                clock);
    }
}
