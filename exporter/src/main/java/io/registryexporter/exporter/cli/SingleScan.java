package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.UnusableException;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.scan.BlobVerifier;
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
import java.util.concurrent.ExecutorService;

/** Scans a storage once, for a command that prints its result and ends. */
record SingleScan(ScanArguments arguments, Clock clock, Console console) {
    /** A scan and its inventory. */
    record Scanned(String v2, ScannedStorage storage, Inventory inventory, Instant at) {}

    /** Scans PATH; an empty directory is a new registry. */
    Scanned scan() throws InterruptedException {
        return scan((readers, storage, scanned, progress) -> Map.of());
    }

    /** Scans PATH, and compares every blob with its digest. */
    Scanned scanAndVerify(ByteRate rate) throws InterruptedException {
        return scan((readers, storage, scanned, progress) -> new BlobVerifier(
                        readers, arguments.threads(), arguments.pace(), rate, clock, Pause.betweenWrites())
                .verify(storage.root(), storage.v2(), scanned, progress));
    }

    /** Runs on the same threads after a scan, and returns the corrupt blobs and why they are corrupt. */
    private interface Verification {
        Map<Digest, DamageReason> verify(
                ExecutorService readers, StorageLocation.Storage storage, ScannedStorage scanned, ScanProgress progress)
                throws IOException, InterruptedException;
    }

    private record Read(ScannedStorage scanned, Map<Digest, DamageReason> corrupt) {}

    private Scanned scan(Verification verification) throws InterruptedException {
        Path path = arguments.path();
        StorageLocation location = new StorageLocator().locate(path);
        if (location instanceof StorageLocation.Unusable unusable) {
            throw new UnusableException(unusable.problem());
        }
        InventoryBuilder builder = new InventoryBuilder(arguments.registryVersion(), arguments.registryProxy());
        if (location instanceof StorageLocation.Storage storage) {
            Read read = read(storage, verification);
            return new Scanned(
                    storage.v2().toString(),
                    read.scanned(),
                    builder.build(read.scanned(), storage.surroundings(), read.corrupt()),
                    clock.instant());
        }
        ScannedStorage empty = ScannedStorage.empty(Volume.of(path));
        return new Scanned(path.toString(), empty, builder.build(empty, Surroundings.plain()), clock.instant());
    }

    private Read read(StorageLocation.Storage storage, Verification verification) throws InterruptedException {
        ScanProgress progress = new ScanProgress();
        try (WatchedScanner scanner = scanner();
                ProgressLine line = new ProgressLine(progress, console.err(), clock)) {
            if (console.terminal().err()) {
                line.show();
            }
            return scanner.run((reading, readers) -> {
                ScannedStorage scanned = reading.scan(storage.root(), storage.v2(), progress);
                return new Read(scanned, verification.verify(readers, storage, scanned, progress));
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
