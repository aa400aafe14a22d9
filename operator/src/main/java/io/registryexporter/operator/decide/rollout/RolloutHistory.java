package io.registryexporter.operator.decide.rollout;

import java.time.Duration;
import java.util.Set;

/**
 * What is known of a rollout beside what it says of itself.
 *
 * @param caused whether the newest template came by the operator, so that what becomes of it does too
 * @param failedBefore uids of pods of a try that was given up; they may be there for a while
 * @param sinceProgress for how long nothing has moved
 */
public record RolloutHistory(boolean caused, Set<String> failedBefore, Duration sinceProgress) {
    public RolloutHistory {
        failedBefore = Set.copyOf(failedBefore);
    }
}
