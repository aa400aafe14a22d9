package io.registryexporter.operator.decide;

import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.time.Instant;
import java.util.Map;

/**
 * One workload at one moment, with the answers about it.
 *
 * @param history of the workload by earlier rounds
 * @param namespace annotations of the namespace by the watch
 * @param answers to the questions of a decision
 * @param now when the workload was observed
 */
public record Observation(
        Workload workload, WorkloadHistory history, Map<String, String> namespace, Answers answers, Instant now) {

    public Observation {
        namespace = Map.copyOf(namespace);
    }

    /** The same with new answers. */
    public Observation with(Answers read) {
        return new Observation(workload, history, namespace, read, now);
    }

    /** The same with a new history. */
    public Observation with(WorkloadHistory known) {
        return new Observation(workload, known, namespace, answers, now);
    }

    /** The annotations of the namespace: by the API server if it was asked, else by the watch. */
    public Map<String, String> namespaceAnnotations() {
        return answers.namespace().orElse(namespace);
    }

    /** The state of the rollout. */
    public RolloutFacts rollout() {
        return history.facts(workload, now);
    }

    /** Whether the registry restarts because of the operator. */
    public boolean restarting() {
        return history.restarting(workload, rollout());
    }
}
