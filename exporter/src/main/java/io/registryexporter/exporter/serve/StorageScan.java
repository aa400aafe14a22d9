package io.registryexporter.exporter.serve;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.metrics.InventoryFamilies;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.scan.StorageScanner;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import java.io.IOException;
import java.nio.file.Path;

/** One way through all rooms: storage, scan, inventory, metrics. */
final class StorageScan {
    private final Path path;
    private final StorageScanner scanner;
    private final InventoryBuilder builder = new InventoryBuilder();
    private final InventoryFamilies families = new InventoryFamilies();

    StorageScan(Path path, StorageScanner scanner) {
        this.path = path;
        this.scanner = scanner;
    }

    Scanned run() throws ScanFailedException, InterruptedException {
        Inventory inventory = builder.build(scan());
        return new Scanned(inventory, RenderedFamilies.render(families.of(inventory)));
    }

    private ScannedStorage scan() throws ScanFailedException, InterruptedException {
        StorageLocation location = new StorageLocator().locate(path);
        if (location instanceof StorageLocation.Storage storage) {
            try {
                return scanner.scan(storage.root(), storage.v2());
            } catch (IOException e) {
                throw new ScanFailedException(e.toString());
            }
        }
        if (location instanceof StorageLocation.Unusable unusable) {
            throw new ScanFailedException(unusable.problem());
        }
        return ScannedStorage.empty();
    }
}
