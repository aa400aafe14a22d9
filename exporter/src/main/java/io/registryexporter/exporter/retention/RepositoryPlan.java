package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a rule does in one repository.
 *
 * @param digests of the manifests to delete: all tags that name them go
 * @param going the tags that go with these manifests, and the untagged referrers among the manifests
 * @param staying the tags that stay though the rule lets them go, in the order of their names
 * @param leftBehind the referrers that stay though the image that they refer to goes
 */
public record RepositoryPlan(
        String name, Set<Digest> digests, List<Going> going, List<Staying> staying, List<LeftBehind> leftBehind) {

    /**
     * A tag that goes.
     *
     * @param tag none for an untagged referrer
     * @param pushed none for an untagged referrer
     * @param subject the image with which it goes, if the rule itself does not select it
     */
    public record Going(Optional<String> tag, Digest digest, Optional<Instant> pushed, Optional<Digest> subject) {}

    /**
     * A tag that stays though the rule lets it go.
     *
     * @param detail the other tag, the index, the image, or what cannot be read
     */
    public record Staying(String tag, StayReason reason, String detail) {

        /** The same for another tag. */
        Staying of(String another) {
            return new Staying(another, reason, detail);
        }
    }

    /**
     * A referrer that stays.
     *
     * @param tag none for an untagged one
     * @param subject the image that goes
     */
    public record LeftBehind(Optional<String> tag, Digest digest, Digest subject) {}

    static RepositoryPlan nothing(String name) {
        return new RepositoryPlan(name, Set.of(), List.of(), List.of(), List.of());
    }

    /** The storage after {@code DELETE} of what these plans delete. */
    static ScannedStorage remaining(ScannedStorage scanned, List<RepositoryPlan> plans) {
        Map<String, Set<Digest>> deleted = plans.stream()
                .filter(plan -> !plan.digests().isEmpty())
                .collect(Collectors.toMap(RepositoryPlan::name, RepositoryPlan::digests));
        return scanned.with(scanned.repositories().stream()
                .map(repository -> deleted.containsKey(repository.name())
                        ? repository.without(deleted.get(repository.name()))
                        : repository)
                .toList());
    }

    /** Whether there is nothing to report. */
    boolean isEmpty() {
        return digests.isEmpty() && staying.isEmpty() && leftBehind.isEmpty();
    }

    /** How many tags go. */
    public long tags() {
        return going.stream().filter(one -> one.tag().isPresent()).count();
    }
}
