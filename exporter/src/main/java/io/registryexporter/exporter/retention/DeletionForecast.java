package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.GarbageCollection;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.inventory.Resolved;
import io.registryexporter.exporter.inventory.Resolver;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a garbage collection frees before and after manifests are deleted.
 *
 * @param now what it frees if nothing is deleted
 * @param after all that it frees after the deletion
 * @param byRepository for each repository that loses manifests: what the collection frees because of them, of blobs that no
 *     other of these repositories has used
 */
public record DeletionForecast(Reclaimable now, Reclaimable after, Map<String, Reclaimable> byRepository) {
    private static final int NOBODY = -1;
    private static final int SEVERAL = -2;

    /** What the collection frees because of the deletion. */
    public Reclaimable beyond() {
        return new Reclaimable(after.blobs() - now.blobs(), after.bytes() - now.bytes());
    }

    /** The part of {@link #beyond} that belongs to no repository alone, so that all parts add up. */
    public Reclaimable shared() {
        int blobs = beyond().blobs();
        long bytes = beyond().bytes();
        for (Reclaimable own : byRepository.values()) {
            blobs -= own.blobs();
            bytes -= own.bytes();
        }
        return new Reclaimable(blobs, bytes);
    }

    /** The forecast of a mode, by the rules of a version of the registry. */
    static DeletionForecast of(
            ScannedStorage scanned, List<RepositoryPlan> plans, RegistryVersion version, GarbageCollectionMode mode) {
        GarbageCollection before = GarbageCollection.of(scanned, version, mode);
        List<RepositoryPlan> changed =
                plans.stream().filter(plan -> !plan.digests().isEmpty()).toList();
        if (changed.isEmpty()) {
            return new DeletionForecast(before.reclaimable(), before.reclaimable(), Map.of());
        }
        GarbageCollection after = GarbageCollection.of(RepositoryPlan.remaining(scanned, plans), version, mode);
        int[] owners = owners(scanned, plans);
        int[] blobs = new int[plans.size()];
        long[] bytes = new long[plans.size()];
        for (int number = 0; number < owners.length; number++) {
            boolean freed = scanned.blobs().contains(number) && before.keeps(number) && !after.keeps(number);
            if (freed && owners[number] >= 0) {
                blobs[owners[number]]++;
                bytes[owners[number]] += scanned.blobs().size(number);
            }
        }
        Map<String, Reclaimable> byRepository = new TreeMap<>();
        for (int i = 0; i < blobs.length; i++) {
            if (!plans.get(i).digests().isEmpty()) {
                byRepository.put(plans.get(i).name(), new Reclaimable(blobs[i], bytes[i]));
            }
        }
        return new DeletionForecast(before.reclaimable(), after.reclaimable(), byRepository);
    }

    /** For each blob the repository among those that lose manifests whose revisions consist of it. */
    private static int[] owners(ScannedStorage scanned, List<RepositoryPlan> plans) {
        int[] owners = new int[scanned.blobs().limit()];
        Arrays.fill(owners, NOBODY);
        for (int i = 0; i < plans.size(); i++) {
            if (!plans.get(i).digests().isEmpty()) {
                own(scanned, i, owners);
            }
        }
        return owners;
    }

    private static void own(ScannedStorage scanned, int repository, int[] owners) {
        Resolver resolver = new Resolver(scanned.repositories().get(repository), scanned.manifests());
        for (ScannedRevision revision : resolver.repository().revisions().values()) {
            if (resolver.follow(revision) instanceof Resolved.Found found) {
                own(scanned.digests().numberOf(found.target()), repository, owners);
                References references = found.stored().references();
                for (int i = 0; i < references.count(); i++) {
                    own(references.number(i), repository, owners);
                }
            }
        }
    }

    private static void own(int number, int repository, int[] owners) {
        if (number < owners.length) {
            boolean free = owners[number] == NOBODY || owners[number] == repository;
            owners[number] = free ? repository : SEVERAL;
        }
    }
}
