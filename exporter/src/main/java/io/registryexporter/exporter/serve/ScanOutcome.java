package io.registryexporter.exporter.serve;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.metrics.InventoryFamilies;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.storage.Volume;
import java.util.Optional;

/**
 * The outcome of a scan that succeeded: all that is served comes from one of these, so that it agrees with itself.
 *
 * @param isNew whether anything but the volume has changed since the one before
 */
record ScanOutcome(Inventory inventory, RenderedFamilies families, long cutSeries, boolean isNew) {

    /** The same on a volume that is filled otherwise. */
    ScanOutcome on(Optional<Volume> volume, InventoryFamilies rendering) {
        Inventory now = inventory.on(volume);
        return new ScanOutcome(now, families.with(RenderedFamilies.render(rendering.ofVolume(now))), cutSeries, false);
    }
}
