package io.registryexporter.exporter.serve;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.metrics.InventoryFamilies;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.metrics.SelectedSeries;
import io.registryexporter.exporter.metrics.SeriesOptions;
import io.registryexporter.exporter.scan.StorageScanner;
import io.registryexporter.exporter.scan.StuckException;
import io.registryexporter.exporter.scan.WatchedScanner;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import io.registryexporter.exporter.storage.StorageReplacedException;
import io.registryexporter.exporter.storage.Surroundings;
import io.registryexporter.exporter.storage.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Locates the storage, scans it, and builds the inventory and its metrics. Not for several threads. */
final class ScanPipeline {
    private final Path path;
    private final WatchedScanner scanner;
    private final SeriesOptions series;
    private final InventoryBuilder builder;
    private final InventoryFamilies families = new InventoryFamilies();
    private volatile boolean seen;
    private Optional<Last> last = Optional.empty();

    /** Without the result of the scan, whose memory the next full scan needs. */
    private record Last(long generation, Surroundings surroundings, ScanOutcome outcome) {

        boolean isOf(Scan scan) {
            return generation == scan.scanned().generation() && surroundings.equals(scan.surroundings());
        }
    }

    private record Scan(ScannedStorage scanned, Surroundings surroundings) {}

    ScanPipeline(Path path, WatchedScanner scanner, InventoryBuilder builder, SeriesOptions series) {
        this.path = path;
        this.scanner = scanner;
        this.builder = builder;
        this.series = series;
    }

    /** The outcome of a new scan; if nothing has changed, only the figures of the volume are new. */
    ScanOutcome run() throws ScanFailedException, InterruptedException {
        Scan scan = watchedScan();
        ScanOutcome outcome = last.filter(before -> before.isOf(scan))
                .map(before -> before.outcome().on(scan.scanned().volume(), families))
                .orElseGet(() -> outcome(scan));
        last = Optional.of(new Last(scan.scanned().generation(), scan.surroundings(), outcome));
        return outcome;
    }

    private ScanOutcome outcome(Scan scan) {
        Inventory inventory = builder.build(scan.scanned(), scan.surroundings());
        SelectedSeries selected = SelectedSeries.of(inventory, series);
        return new ScanOutcome(
                inventory,
                RenderedFamilies.render(families.of(inventory, selected, series)),
                selected.cutSeries(),
                true);
    }

    private Scan watchedScan() throws ScanFailedException, InterruptedException {
        try {
            return scanner.run((reading, readers) -> scan(reading));
        } catch (ScanFailedException e) {
            throw e;
        } catch (StuckException e) {
            // The next scanner counts its scans from the first.
            last = Optional.empty();
            throw new ScanFailedException(e.getMessage());
        } catch (IOException e) {
            throw new ScanFailedException(e.toString());
        }
    }

    private Scan scan(StorageScanner reading) throws ScanFailedException, InterruptedException {
        StorageLocation location = new StorageLocator().locate(path);
        if (location instanceof StorageLocation.Storage storage) {
            try {
                ScannedStorage scanned = reading.scan(storage.root(), storage.v2());
                seen = true;
                return new Scan(scanned, storage.surroundings());
            } catch (StorageReplacedException e) {
                throw new ScanFailedException(e.getMessage());
            } catch (IOException e) {
                throw new ScanFailedException(e.toString());
            }
        }
        if (location instanceof StorageLocation.Unusable unusable) {
            throw new ScanFailedException(unusable.problem());
        }
        if (seen) {
            throw new ScanFailedException(
                    path + " is empty, but held a storage before. Check that the volume is mounted;"
                            + " restart the exporter if the registry was emptied on purpose.");
        }
        return new Scan(ScannedStorage.empty(Volume.of(path)), Surroundings.plain());
    }
}
