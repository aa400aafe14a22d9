package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.scan.Pause;
import io.registryexporter.exporter.scan.ScanProgress;
import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.scan.StorageScanner;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import io.registryexporter.exporter.storage.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/** Scans a storage once, for a command that answers and ends. */
record SingleScan(ScanArguments arguments, Clock clock, Console console) {
    /** What a scan found. */
    record Scanned(String v2, Inventory inventory, Instant at) {}

    /** Reads what lies at PATH; an empty one is a new registry. */
    Scanned scan() throws InterruptedException {
        Path path = arguments.path();
        StorageLocation location = new StorageLocator().locate(path);
        if (location instanceof StorageLocation.Unusable unusable) {
            throw new UnusableException(unusable.problem());
        }
        InventoryBuilder builder = new InventoryBuilder(arguments.registryVersion());
        if (location instanceof StorageLocation.Storage storage) {
            return new Scanned(storage.v2().toString(), builder.build(scan(storage)), clock.instant());
        }
        return new Scanned(path.toString(), builder.build(ScannedStorage.empty(Volume.of(path))), clock.instant());
    }

    private ScannedStorage scan(StorageLocation.Storage storage) throws InterruptedException {
        ExecutorService readers = new ForkJoinPool(arguments.threads());
        ScanProgress progress = new ScanProgress();
        try (ProgressLine line = new ProgressLine(progress, console.err(), clock)) {
            if (console.terminal().err()) {
                line.show();
            }
            return new StorageScanner(
                            readers,
                            arguments.registryVersion(),
                            Duration.ZERO,
                            arguments.pace(),
                            clock,
                            Pause.settling())
                    .scan(storage.root(), storage.v2(), progress);
        } catch (IOException e) {
            throw new UnusableException("scanning failed: " + e + ". Check that the volume is mounted and readable.");
        } finally {
            readers.shutdownNow();
        }
    }
}
