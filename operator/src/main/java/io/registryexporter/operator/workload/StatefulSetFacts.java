package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.registryexporter.operator.workload.RolloutFacts.Controller;
import io.registryexporter.operator.workload.RolloutFacts.ManualStep;
import io.registryexporter.operator.workload.RolloutFacts.Replicas;
import java.util.Objects;
import java.util.Optional;

/** Reads the state of a rollout from a StatefulSet, which has no deadline and no condition. */
final class StatefulSetFacts {
    private StatefulSetFacts() {}

    static RolloutFacts of(StatefulSet statefulSet) {
        StatefulSetStatus status = Optional.ofNullable(statefulSet.getStatus()).orElseGet(StatefulSetStatus::new);
        int replicas = Counts.of(status.getReplicas(), 0);
        int updated = updated(status, replicas);
        int desired = Counts.of(statefulSet.getSpec().getReplicas(), 1);
        int unaided = unaided(statefulSet.getSpec().getUpdateStrategy(), desired);
        boolean oneRevision = Objects.equals(status.getCurrentRevision(), status.getUpdateRevision());
        Controller controller = Controller.none()
                .withSeen(Counts.seen(status.getObservedGeneration()))
                .withObserved(Counts.observed(statefulSet, status.getObservedGeneration()))
                .withFinished(oneRevision && status.getUpdateRevision() != null && updated == replicas && replicas > 0);
        return new RolloutFacts(
                controller,
                Replicas.desired(desired)
                        .withUpdated(updated)
                        .withTotal(replicas)
                        .withAvailable(Counts.of(status.getReadyReplicas(), 0))
                        .withUnaided(unaided),
                unaided < desired ? Optional.of(ManualStep.RESTART_PODS) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * When a rollout succeeds, the counts belong to the new current revision for a moment. When a rollout is rolled
     * back, neither count includes the pods of the revision between.
     */
    private static int updated(StatefulSetStatus status, int replicas) {
        if (status.getUpdateRevision() == null) {
            return replicas;
        }
        int updated = Counts.of(status.getUpdatedReplicas(), 0);
        return status.getUpdateRevision().equals(status.getCurrentRevision())
                ? Math.max(updated, Counts.of(status.getCurrentReplicas(), 0))
                : updated;
    }

    /** Zero if pods are deleted by hand. Pods below a partition stay as they are. */
    private static int unaided(StatefulSetUpdateStrategy strategy, int desired) {
        if (strategy == null) {
            return desired;
        }
        if ("OnDelete".equals(strategy.getType())) {
            return 0;
        }
        int partition = strategy.getRollingUpdate() == null
                ? 0
                : Counts.of(strategy.getRollingUpdate().getPartition(), 0);
        return Math.max(0, desired - partition);
    }
}
