package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.registryexporter.operator.workload.RolloutFacts.Controller;
import io.registryexporter.operator.workload.RolloutFacts.ManualStep;
import io.registryexporter.operator.workload.RolloutFacts.Replicas;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the state of a rollout from a Deployment. */
final class DeploymentFacts {
    private static final String DEADLINE_EXCEEDED = "ProgressDeadlineExceeded";
    private static final String FINISHED = "NewReplicaSetAvailable";

    private DeploymentFacts() {}

    static RolloutFacts of(Deployment deployment) {
        DeploymentStatus status = Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
        Optional<DeploymentCondition> progressing = condition(status, "Progressing");
        Optional<DeploymentCondition> failed = progressing.filter(condition -> "False".equals(condition.getStatus()));
        Optional<DeploymentCondition> overdue =
                failed.filter(condition -> DEADLINE_EXCEEDED.equals(condition.getReason()));
        Optional<DeploymentCondition> halted = failed.filter(condition -> overdue.isEmpty());
        int desired = Counts.of(deployment.getSpec().getReplicas(), 1);
        int updated = Counts.of(status.getUpdatedReplicas(), 0);
        boolean paused = Boolean.TRUE.equals(deployment.getSpec().getPaused());
        // The condition of the previous rollout stays until new pods come or old pods go. Pods that a scaling adds
        // belong
        // to no rollout: the controller has no deadline for them.
        boolean allNew = updated > 0 && updated == Counts.of(status.getReplicas(), 0);
        Controller controller = Controller.none()
                .withSeen(Counts.seen(status.getObservedGeneration()))
                .withObserved(Counts.observed(deployment, status.getObservedGeneration()))
                .withFinished(allNew
                        && progressing
                                .filter(condition -> FINISHED.equals(condition.getReason()))
                                .isPresent())
                // The controller keeps no deadline for a template of which it could not create the ReplicaSet.
                .withTimed(progressing.isPresent() && halted.isEmpty());
        Replicas replicas = Replicas.desired(desired)
                .withUpdated(updated)
                .withTotal(Counts.of(status.getReplicas(), 0))
                .withAvailable(Counts.of(status.getAvailableReplicas(), 0))
                .withUnaided(paused ? 0 : desired);
        return new RolloutFacts(
                controller,
                replicas,
                paused ? Optional.of(ManualStep.RESUME) : Optional.empty(),
                overdue.map(condition -> Objects.requireNonNullElse(condition.getMessage(), DEADLINE_EXCEEDED)),
                halted.map(DeploymentFacts::inItsWords),
                condition(status, "ReplicaFailure")
                        .filter(condition -> "True".equals(condition.getStatus()))
                        .map(condition -> Objects.requireNonNullElse(condition.getMessage(), "FailedCreate")));
    }

    private static String inItsWords(DeploymentCondition condition) {
        return Stream.of(condition.getReason(), condition.getMessage())
                .filter(text -> text != null && !text.isBlank())
                .collect(Collectors.joining(": "));
    }

    private static Optional<DeploymentCondition> condition(DeploymentStatus status, String type) {
        return Objects.requireNonNullElse(status.getConditions(), List.<DeploymentCondition>of()).stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }
}
