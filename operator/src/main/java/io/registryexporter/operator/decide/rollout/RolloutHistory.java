package io.registryexporter.operator.decide.rollout;

import java.time.Duration;
import java.util.Set;

/**
 * What the operator knows about a rollout beside its status.
 *
 * @param caused whether the operator wrote the newest template and so caused the rollout
 * @param failedBefore uids of pods of a failed injection, which may exist for some time
 * @param sinceProgress time since the last progress
 */
public record RolloutHistory(boolean caused, Set<String> failedBefore, Duration sinceProgress) {
    public RolloutHistory {
        failedBefore = Set.copyOf(failedBefore);
    }
}
