package io.registryexporter.operator.status;

import io.registryexporter.operator.plan.Verdict;
import java.util.Optional;
import java.util.Set;

/**
 * What has become of a rollout so far.
 *
 * @param verdict how it stands
 * @param failure why it has failed because of the exporter, where it has: a reason to withdraw
 * @param pods uids of those that carry the exporter as it is to be, as far as they were looked at
 */
public record Outcome(Verdict verdict, Optional<Verdict> failure, Set<String> pods) {
    public Outcome {
        pods = Set.copyOf(pods);
    }

    static Outcome of(Verdict verdict) {
        return new Outcome(verdict, Optional.empty(), Set.of());
    }
}
