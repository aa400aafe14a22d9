package io.registryexporter.operator.decide.rollout;

import io.registryexporter.operator.api.Verdict;
import java.util.Optional;
import java.util.Set;

/**
 * The assessment of a rollout.
 *
 * @param verdict about the state of the rollout
 * @param failure why the rollout failed because of the exporter, which is a reason to withdraw; else empty
 * @param pods uids of the pods that carry the desired exporter; empty if the pods were not read
 */
public record RolloutAssessment(Verdict verdict, Optional<Verdict> failure, Set<String> pods) {
    public RolloutAssessment {
        pods = Set.copyOf(pods);
    }

    static RolloutAssessment of(Verdict verdict) {
        return new RolloutAssessment(verdict, Optional.empty(), Set.of());
    }
}
