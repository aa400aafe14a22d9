package io.registryexporter.exporter.serve;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.metrics.InventoryFamilies;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.metrics.SelectedSeries;
import io.registryexporter.exporter.metrics.SeriesOptions;
import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.scan.StorageScanner;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import io.registryexporter.exporter.storage.Volume;
import java.io.IOException;
import java.nio.file.Path;

/** One way through all rooms: storage, scan, inventory, metrics. Not for several threads. */
final class ScanPipeline {
    private final Path path;
    private final StorageScanner scanner;
    private final SeriesOptions series;
    private final InventoryBuilder builder;
    private final InventoryFamilies families = new InventoryFamilies();
    private boolean seen;

    ScanPipeline(Path path, StorageScanner scanner, InventoryBuilder builder, SeriesOptions series) {
        this.path = path;
        this.scanner = scanner;
        this.builder = builder;
        this.series = series;
    }

    ScanOutcome run() throws ScanFailedException, InterruptedException {
        Inventory inventory = builder.build(scan());
        SelectedSeries selected = SelectedSeries.of(inventory, series);
        return new ScanOutcome(
                inventory, RenderedFamilies.render(families.of(inventory, selected, series)), selected.cutSeries());
    }

    private ScannedStorage scan() throws ScanFailedException, InterruptedException {
        StorageLocation location = new StorageLocator().locate(path);
        if (location instanceof StorageLocation.Storage storage) {
            try {
                ScannedStorage scanned = scanner.scan(storage.root(), storage.v2());
                seen = true;
                return scanned;
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
        return ScannedStorage.empty(Volume.of(path));
    }
}
