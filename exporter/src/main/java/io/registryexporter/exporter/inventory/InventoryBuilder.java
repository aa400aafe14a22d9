package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.RegistryProxy;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.Surroundings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Builds the inventory of a scan. */
public final class InventoryBuilder {
    private final RegistryVersion version;
    private final RegistryProxy proxy;

    /**
     * A builder for a registry of this version.
     *
     * @param version whose rules are followed
     * @param proxy whether the registry is a pull-through cache, or that the surroundings decide
     */
    public InventoryBuilder(RegistryVersion version, RegistryProxy proxy) {
        this.version = version;
        this.proxy = proxy;
    }

    /** Decides for every tag and revision whether the registry serves it. */
    public Inventory build(ScannedStorage scanned, Surroundings surroundings) {
        return build(scanned, surroundings, Map.of());
    }

    /**
     * The inventory of a storage whose blobs were verified.
     *
     * @param corrupt why blobs are corrupt, by their digests
     */
    public Inventory build(ScannedStorage scanned, Surroundings seen, Map<Digest, DamageReason> corrupt) {
        Surroundings surroundings = seen.asCache(proxy.isProxy(seen.pullThroughCache()));
        Map<GarbageCollectionMode, GarbageCollection> collections = new EnumMap<>(GarbageCollectionMode.class);
        for (GarbageCollectionMode mode : GarbageCollectionMode.values()) {
            collections.put(mode, GarbageCollection.of(scanned, version, mode));
        }
        BlobLookup blobs = new BlobLookup(scanned, corrupt);
        Ledger.Accounts accounts = new CostAccounting(scanned).accounts();
        List<long[]> byTag = new TagAccounting(scanned).exclusive();
        List<RepositoryBuilder.Built> built = IntStream.range(
                        0, accounts.repositories().size())
                .parallel()
                .mapToObj(i -> new RepositoryBuilder(
                                new Resolver(scanned.repositories().get(i), scanned.manifests()),
                                blobs,
                                version,
                                surroundings.pullThroughCache(),
                                new RepositoryBuilder.Spending(
                                        accounts.repositories().get(i), byTag.get(i)))
                        .build(visits(collections, scanned.repositories().get(i).name())))
                .toList();
        return new Inventory(
                built.stream().map(RepositoryBuilder.Built::repository).toList(),
                accounts.paths(),
                new Storage(
                        scanned.blobs().count(),
                        scanned.blobs().bytes(),
                        reclaimable(collections),
                        lostTags(scanned, built, collections),
                        scanned.volume(),
                        surroundings),
                Uploads.of(scanned),
                strays(scanned, built, corrupt));
    }

    private static Map<GarbageCollectionMode, MarkPhase.Visit> visits(
            Map<GarbageCollectionMode, GarbageCollection> collections, String repository) {
        Map<GarbageCollectionMode, MarkPhase.Visit> visits = new EnumMap<>(GarbageCollectionMode.class);
        collections.forEach(
                (mode, collection) -> visits.put(mode, collection.marks().visit(repository)));
        return visits;
    }

    private Map<GarbageCollectionMode, Long> lostTags(
            ScannedStorage scanned,
            List<RepositoryBuilder.Built> built,
            Map<GarbageCollectionMode, GarbageCollection> collections) {
        Map<GarbageCollectionMode, Long> lost = new EnumMap<>(GarbageCollectionMode.class);
        collections.forEach((mode, collection) -> lost.put(
                mode,
                IntStream.range(0, built.size())
                        .parallel()
                        .mapToLong(i -> new LostTags(
                                        new Resolver(scanned.repositories().get(i), scanned.manifests()),
                                        scanned,
                                        version,
                                        mode,
                                        collection)
                                .count(brokenTags(built.get(i).repository())))
                        .sum()));
        return lost;
    }

    private static Set<String> brokenTags(Repository repository) {
        return repository.brokenTags().stream().map(BrokenTag::tag).collect(Collectors.toSet());
    }

    private static Map<GarbageCollectionMode, Reclaimable> reclaimable(
            Map<GarbageCollectionMode, GarbageCollection> collections) {
        Map<GarbageCollectionMode, Reclaimable> reclaimable = new EnumMap<>(GarbageCollectionMode.class);
        collections.forEach((mode, collection) -> reclaimable.put(mode, collection.reclaimable()));
        return reclaimable;
    }

    /** Entries outside of repositories, and each blob once, whichever repositories use it. */
    private static List<Damage> strays(
            ScannedStorage scanned, List<RepositoryBuilder.Built> built, Map<Digest, DamageReason> corrupt) {
        Map<String, List<Damage>> ofBlobs = built.stream()
                .flatMap(repository -> repository.ofBlobs().stream())
                .collect(Collectors.groupingBy(
                        damage -> damage.path() + " " + damage.reason(), LinkedHashMap::new, Collectors.toList()));
        List<Damage> strays = new ArrayList<>(scanned.damages());
        ofBlobs.values().forEach(damages -> strays.add(merged(damages)));
        Set<String> reported = strays.stream().map(Damage::path).collect(Collectors.toSet());
        corrupt.forEach((digest, reason) -> {
            String path = Layout.blobPath(digest);
            if (!reported.contains(path)) {
                strays.add(new Damage(reason, Optional.empty(), path));
            }
        });
        return List.copyOf(strays);
    }

    private static Damage merged(List<Damage> same) {
        Damage first = same.get(0);
        boolean one = same.stream().map(Damage::repository).distinct().count() == 1;
        Set<String> tags = new TreeSet<>();
        same.forEach(damage -> tags.addAll(damage.tags()));
        String detail = same.stream().map(Damage::detail).distinct().collect(Collectors.joining("; "));
        return new Damage(first.reason(), one ? first.repository() : Optional.empty(), first.path())
                .about(detail)
                .breaking(List.copyOf(tags))
                .blocking(Set.copyOf(first.blocks()));
    }
}
