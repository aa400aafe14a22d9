package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        List<Repository> repositories = IntStream.range(0, costs.size())
                .parallel()
                .mapToObj(i -> new RepositoryBuilder(
                                new Resolver(scanned.repositories().get(i), scanned.manifests()), costs.get(i))
                        .build())
                .toList();
        return new Inventory(repositories, storage(scanned), scanned.uploads(), List.copyOf(scanned.damages()));
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
