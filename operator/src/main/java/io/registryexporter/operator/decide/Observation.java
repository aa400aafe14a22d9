package io.registryexporter.operator.decide;

import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.time.Instant;
import java.util.Map;

/**
 * One workload as it was seen at one moment, with all that was read about it.
 *
 * @param history what earlier rounds know of the workload
 * @param namespace annotations of the namespace as the watch has them
 * @param answers what was read because a decision depends on it
 * @param now when the workload was seen
 */
public record Observation(
        Workload workload, WorkloadHistory history, Map<String, String> namespace, Answers answers, Instant now) {

    public Observation {
        namespace = Map.copyOf(namespace);
    }

    /** The same with what was read since. */
    public Observation with(Answers read) {
        return new Observation(workload, history, namespace, read, now);
    }

    /** The same with what is known since. */
    public Observation with(WorkloadHistory known) {
        return new Observation(workload, known, namespace, answers, now);
    }

    /** The annotations of the namespace: those of the API server where it was asked. */
    public Map<String, String> namespaceAnnotations() {
        return answers.namespace().orElse(namespace);
    }

    /** How the rollout stands. */
    public RolloutFacts rollout() {
        return history.facts(workload, now);
    }

    /** Whether pods of the registry are being replaced because of the operator. */
    public boolean restarting() {
        return history.restarting(workload, rollout());
    }
}
