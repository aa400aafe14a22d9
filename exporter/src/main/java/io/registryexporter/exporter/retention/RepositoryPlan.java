package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.storage.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    public record Staying(String tag, StayReason reason, String detail) {}

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

    /** Whether there is nothing to report. */
    boolean isEmpty() {
        return digests.isEmpty() && staying.isEmpty() && leftBehind.isEmpty();
    }

    /** How many tags go. */
    public long tags() {
        return going.stream().filter(one -> one.tag().isPresent()).count();
    }
}
