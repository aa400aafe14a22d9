package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Builds the inventory of a scan. */
public final class InventoryBuilder {
    private final RegistryVersion version;

    /**
     * A builder for a registry of this version.
     *
     * @param version whose garbage collection is computed
     */
    public InventoryBuilder(RegistryVersion version) {
        this.version = version;
    }

    /** Decides for every tag and revision what it is worth. */
    public Inventory build(ScannedStorage scanned) {
        List<Costs> costs = new CostAccounting(scanned).costs();
        List<Repository> repositories = new ArrayList<>(costs.size());
        for (int i = 0; i < costs.size(); i++) {
            Resolver resolver = new Resolver(scanned.repositories().get(i), scanned.manifests());
            repositories.add(new RepositoryBuilder(resolver, costs.get(i)).build());
        }
        return new Inventory(
                List.copyOf(repositories), storage(scanned), scanned.uploads(), List.copyOf(scanned.damages()));
    }

    private Storage storage(ScannedStorage scanned) {
        GarbageCollection collection = new GarbageCollection(scanned, version);
        Map<GarbageCollectionMode, Reclaimable> reclaimable = new EnumMap<>(GarbageCollectionMode.class);
        for (GarbageCollectionMode mode : GarbageCollectionMode.values()) {
            reclaimable.put(mode, collection.run(mode));
        }
        return new Storage(scanned.blobs().count(), scanned.blobs().bytes(), reclaimable, scanned.volume());
    }
}
