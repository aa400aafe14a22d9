package io.registryexporter.exporter.metrics;

import io.registryexporter.exporter.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;

/** The families of an inventory. */
public final class InventoryFamilies {

    /**
     * All families, those of the original first, in the order in which they are served.
     *
     * @param selected the part of the inventory that gets series of its own
     * @param options by which it was selected
     */
    public List<GaugeFamily> of(Inventory inventory, SelectedSeries selected, SeriesOptions options) {
        List<GaugeFamily> families = new ArrayList<>(new OriginalFamilies(selected).all());
        families.addAll(new StorageFamilies(inventory).all());
        families.addAll(ofVolume(inventory));
        families.addAll(new RepositoryFamilies(inventory, selected, options).all());
        families.addAll(new PathFamilies(inventory, selected, options).all());
        families.add(new GaugeFamily(
                "registry_exporter_series_cut",
                "Series of tags that are left out because of --metrics.max-tags.",
                sink -> sink.sample(selected.cutSeries())));
        return families;
    }

    /** The families that may change from scan to scan although the storage has not changed. */
    public List<GaugeFamily> ofVolume(Inventory inventory) {
        return new StorageFamilies(inventory).volume();
    }
}
