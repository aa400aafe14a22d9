package io.registryexporter.operator.decide.history;

import io.registryexporter.operator.workload.RolloutFacts;
import java.time.Instant;
import java.util.Optional;

/**
 * A restart of a registry that the operator caused and follows until it ends.
 *
 * @param resource name of the resource; empty if the resource does not exist any more
 * @param facts state of the rollout at its last progress
 * @param since time of the last progress
 * @param judged whether the hazard of the rollout was judged
 * @param hazard of the rollout, for the user
 */
public record Restart(String resource, RolloutFacts facts, Instant since, boolean judged, Optional<String> hazard) {

    /** A restart that begins, or is observed for the first time. */
    static Restart begun(String resource, RolloutFacts facts, Instant now) {
        return new Restart(resource, facts, now, false, Optional.empty());
    }

    /** The same with the current state of the rollout. */
    Restart at(RolloutFacts now, Instant instant) {
        return facts.equals(now) ? this : new Restart(resource, now, instant, judged, hazard);
    }

    /** The same with the judged hazard. */
    Restart judged(Optional<String> found) {
        return new Restart(resource, facts, since, true, found);
    }
}
