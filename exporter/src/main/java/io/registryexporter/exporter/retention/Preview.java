package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a retention rule would delete, and what a collection frees afterwards.
 *
 * @param repositories those in which anything goes, stays against the rule, or is left behind, in the order of their names
 * @param forecasts for both modes; empty if the exporter cannot know
 */
public record Preview(
        RetentionRule rule, List<RepositoryPlan> repositories, Map<GarbageCollectionMode, DeletionForecast> forecasts) {

    /** The preview of a scan at a moment. */
    public static Preview of(
            ScannedStorage scanned, Inventory inventory, RegistryVersion version, RetentionRule rule, Instant now) {
        List<RepositoryPlan> plans = new RetentionPlanner(scanned, inventory, rule, now).plan();
        Map<GarbageCollectionMode, DeletionForecast> forecasts = new EnumMap<>(GarbageCollectionMode.class);
        if (inventory.isComplete() && inventory.isCollectable()) {
            for (GarbageCollectionMode mode : GarbageCollectionMode.values()) {
                forecasts.put(mode, DeletionForecast.of(scanned, plans, version, mode));
            }
        }
        return new Preview(rule, plans.stream().filter(plan -> !plan.isEmpty()).toList(), Map.copyOf(forecasts));
    }

    /** How many tags go. */
    public long goingTags() {
        return repositories.stream().mapToLong(RepositoryPlan::tags).sum();
    }

    /** How many manifests go; a manifest of two repositories counts twice. */
    public long manifests() {
        return repositories.stream().mapToLong(plan -> plan.digests().size()).sum();
    }

    /** How many tags stay though the rule lets them go. */
    public long stayingTags() {
        return repositories.stream().mapToLong(plan -> plan.staying().size()).sum();
    }

    /** How many referrers stay though their image goes. */
    public long leftBehind() {
        return repositories.stream().mapToLong(plan -> plan.leftBehind().size()).sum();
    }

    /** What to delete: {@code REPOSITORY@DIGEST}, in the order of the names. */
    public Stream<String> digests() {
        return repositories.stream()
                .flatMap(plan -> plan.digests().stream()
                        .map(Object::toString)
                        .sorted()
                        .map(digest -> plan.name() + "@" + digest));
    }
}
