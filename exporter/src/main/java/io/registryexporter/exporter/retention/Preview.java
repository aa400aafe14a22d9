package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.SharedManifests;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a retention rule would delete, and what a collection frees afterwards.
 *
 * @param repositories those in which anything goes, stays against the rule, or is left behind, in the order of their names
 * @param complete whether everything could be read; if not, more tags may go once it can
 * @param forecasts for both modes; empty if the exporter cannot know
 */
public record Preview(
        RetentionRule rule,
        List<RepositoryPlan> repositories,
        boolean complete,
        Map<GarbageCollectionMode, DeletionForecast> forecasts) {

    /** What a preview is of: a scan, and the moment at which it ended. */
    public record Subject(ScannedStorage scanned, Inventory inventory, SharedManifests shared, Instant at) {}

    /** The preview of a rule. */
    public static Preview of(Subject subject, RegistryVersion version, RetentionRule rule) {
        ScannedStorage scanned = subject.scanned();
        Inventory inventory = subject.inventory();
        List<RepositoryPlan> plans = new RetentionPlanner(subject, rule).plan();
        Map<GarbageCollectionMode, DeletionForecast> forecasts = new EnumMap<>(GarbageCollectionMode.class);
        if (inventory.isComplete() && inventory.isCollectable()) {
            for (GarbageCollectionMode mode : GarbageCollectionMode.values()) {
                forecasts.put(mode, DeletionForecast.of(scanned, plans, version, mode));
            }
        }
        return new Preview(
                rule,
                plans.stream().filter(plan -> !plan.isEmpty()).toList(),
                inventory.isComplete(),
                Map.copyOf(forecasts));
    }

    /** The storage after the deletion. */
    public ScannedStorage remaining(ScannedStorage scanned) {
        return RepositoryPlan.remaining(scanned, repositories);
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

    /** What a list of digests does not show: the tags that stay because something is not known, or would fail. */
    public Optional<String> caution() {
        List<RepositoryPlan.Staying> kept = repositories.stream()
                .flatMap(plan -> plan.staying().stream())
                .filter(staying ->
                        staying.reason() == StayReason.UNKNOWN || staying.reason() == StayReason.DELETE_FAILS)
                .toList();
        if (kept.isEmpty()) {
            return complete
                    ? Optional.empty()
                    : Optional.of("Some entries could not be read; more tags may go once they can."
                            + " registry-exporter check lists them.");
        }
        RepositoryPlan.Staying first = kept.get(0);
        return Optional.of((complete ? "" : "At least ") + kept.size()
                + (kept.size() == 1 ? " tag stays" : " tags stay") + " though the rule lets them go, such as "
                + first.tag() + ": " + first.reason().meaning() + " " + first.detail()
                + ". --format table lists them.");
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
