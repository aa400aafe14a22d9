package io.registryexporter.operator.decide.history;

import io.registryexporter.operator.workload.RolloutFacts;
import java.time.Instant;
import java.util.Optional;

/**
 * A restart of a registry that the operator has caused and follows until it ends.
 *
 * @param resource name of the resource for which the operator wrote; empty where the resource is gone
 * @param facts how the rollout stood when it moved last
 * @param since when it moved last
 * @param judged whether it is known what may become of the rollout
 * @param hazard what may become of it, for people
 */
public record Restart(String resource, RolloutFacts facts, Instant since, boolean judged, Optional<String> hazard) {

    /** One that has just begun, or is met for the first time. */
    static Restart begun(String resource, RolloutFacts facts, Instant now) {
        return new Restart(resource, facts, now, false, Optional.empty());
    }

    /** The same as it stands now. */
    Restart at(RolloutFacts now, Instant instant) {
        return facts.equals(now) ? this : new Restart(resource, now, instant, judged, hazard);
    }

    /** The same with what may become of it. */
    Restart judged(Optional<String> found) {
        return new Restart(resource, facts, since, true, found);
    }
}
