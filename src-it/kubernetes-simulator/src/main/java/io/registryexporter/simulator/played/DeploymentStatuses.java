package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a Deployment tells of its rollout. */
final class DeploymentStatuses {
    private final Clock clock;
    private final Predicate<Deployment> overdue;

    /** Takes the Deployments whose progress deadline is over, if they are not complete. */
    DeploymentStatuses(Clock clock, Predicate<Deployment> overdue) {
        this.clock = clock;
        this.overdue = overdue;
    }

    DeploymentStatus of(Scene scene, Deployment deployment, Optional<ReplicaSet> newest, List<ReplicaSet> sets) {
        int total = sets.stream().mapToInt(set -> scene.podsOf(set).size()).sum();
        int updated = newest.map(set -> scene.podsOf(set).size()).orElse(0);
        int ready = sets.stream().mapToInt(scene::readyPodsOf).sum();
        Rollout rollout = Rollout.of(deployment);
        boolean complete = updated == rollout.replicas() && total == updated && ready == total && newest.isPresent();
        DeploymentStatus before = Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
        return new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(orAbsent(total))
                .withUpdatedReplicas(orAbsent(updated))
                .withReadyReplicas(orAbsent(ready))
                .withAvailableReplicas(orAbsent(ready))
                .withUnavailableReplicas(orAbsent(Math.max(0, Math.max(total, rollout.replicas()) - ready)))
                .withTerminatingReplicas(before.getTerminatingReplicas())
                .withConditions(Stream.concat(
                                Stream.of(
                                        available(ready >= rollout.minAvailable()),
                                        progressing(deployment, newest, complete, updated == 0 || updated == total)),
                                newest.stream().flatMap(DeploymentStatuses::failures))
                        .map(condition -> kept(before, condition))
                        .toList())
                .build();
    }

    /** The server leaves out zeros. */
    @SuppressWarnings("NullAway") // fabric8's builders want it
    private static Integer orAbsent(int count) {
        return count == 0 ? null : Integer.valueOf(count);
    }

    /** The same that the replica set says. */
    private static Stream<DeploymentCondition> failures(ReplicaSet newest) {
        return Optional.ofNullable(newest.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .map(failure ->
                        condition(failure.getType(), failure.getStatus(), failure.getReason(), failure.getMessage()));
    }

    private static DeploymentCondition available(boolean enough) {
        return enough
                ? condition("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
                : condition(
                        "Available",
                        "False",
                        "MinimumReplicasUnavailable",
                        "Deployment does not have minimum availability.");
    }

    private DeploymentCondition progressing(
            Deployment deployment, Optional<ReplicaSet> newest, boolean complete, boolean settled) {
        String set = "ReplicaSet \""
                + newest.map(found -> found.getMetadata().getName()).orElse("") + "\"";
        if (complete) {
            return condition("Progressing", "True", "NewReplicaSetAvailable", set + " has successfully progressed.");
        }
        Optional<DeploymentCondition> before = Optional.ofNullable(deployment.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "NewReplicaSetAvailable".equals(condition.getReason()))
                .findFirst();
        // As the real one does: what was said of a rollout stays while its pods come and go, and until there are pods
        // of
        // the next one.
        if (settled && before.isPresent()) {
            return before.get();
        }
        return overdue.test(deployment)
                ? condition("Progressing", "False", "ProgressDeadlineExceeded", set + " has timed out progressing.")
                : condition("Progressing", "True", "ReplicaSetUpdated", set + " is progressing.");
    }

    private static DeploymentCondition condition(String type, String status, String reason, String message) {
        return new DeploymentConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    /** With the times of the same condition before, as far as it said the same. */
    private DeploymentCondition kept(DeploymentStatus before, DeploymentCondition condition) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Optional<DeploymentCondition> last = before.getConditions().stream()
                .filter(known -> known.getType().equals(condition.getType()))
                .findFirst();
        String transition = last.filter(known -> known.getStatus().equals(condition.getStatus()))
                .map(DeploymentCondition::getLastTransitionTime)
                .orElse(now);
        String update = last.filter(known -> known.getStatus().equals(condition.getStatus())
                        && known.getReason().equals(condition.getReason())
                        && known.getMessage().equals(condition.getMessage()))
                .map(DeploymentCondition::getLastUpdateTime)
                .orElse(now);
        return new DeploymentConditionBuilder(condition)
                .withLastTransitionTime(transition)
                .withLastUpdateTime(update)
                .build();
    }
}
