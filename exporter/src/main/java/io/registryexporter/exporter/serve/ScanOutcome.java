package io.registryexporter.exporter.serve;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.metrics.InventoryFamilies;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.storage.Volume;
import java.util.Optional;

/**
 * The outcome of a successful scan. All served numbers come from one outcome, so they agree with each other.
 *
 * @param isNew whether anything except the volume has changed since the previous scan
 */
record ScanOutcome(Inventory inventory, RenderedFamilies families, long cutSeries, boolean isNew) {

    /** The same outcome with newer figures of the volume. */
    ScanOutcome on(Optional<Volume> volume, InventoryFamilies rendering) {
        Inventory now = inventory.on(volume);
        return new ScanOutcome(now, families.with(RenderedFamilies.render(rendering.ofVolume(now))), cutSeries, false);
    }
}
