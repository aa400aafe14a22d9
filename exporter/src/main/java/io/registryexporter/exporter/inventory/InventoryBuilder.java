package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.ScannedRepository;
import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.scan.StoredManifest;
import io.registryexporter.exporter.storage.Digest;
import java.util.List;
import java.util.Map;

/** Builds the inventory of a scan. */
public final class InventoryBuilder {

    /** Decides for every tag and revision what it is worth. */
    public Inventory build(ScannedStorage scanned) {
        List<Repository> repositories = scanned.repositories().stream()
                .map(repository -> build(repository, scanned.manifests()))
                .toList();
        return new Inventory(repositories, List.copyOf(scanned.damages()));
    }

    private static Repository build(ScannedRepository scanned, Map<Digest, StoredManifest> manifests) {
        return new RepositoryBuilder(scanned, new Resolver(scanned, manifests)).build();
    }
}
