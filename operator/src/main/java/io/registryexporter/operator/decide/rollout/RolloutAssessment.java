package io.registryexporter.operator.decide.rollout;

import io.registryexporter.operator.api.Verdict;
import java.util.Optional;
import java.util.Set;

/**
 * What has become of a rollout so far.
 *
 * @param verdict how it stands
 * @param failure why it has failed because of the exporter, where it has: a reason to withdraw
 * @param pods uids of those that carry the exporter as it is to be, as far as they were looked at
 */
public record RolloutAssessment(Verdict verdict, Optional<Verdict> failure, Set<String> pods) {
    public RolloutAssessment {
        pods = Set.copyOf(pods);
    }

    static RolloutAssessment of(Verdict verdict) {
        return new RolloutAssessment(verdict, Optional.empty(), Set.of());
    }
}
