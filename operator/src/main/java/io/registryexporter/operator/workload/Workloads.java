package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.registryexporter.operator.workload.RolloutFacts.Hold;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Views of the client's objects. */
public final class Workloads {
    private static final String DEADLINE_EXCEEDED = "ProgressDeadlineExceeded";

    private Workloads() {}

    /** A Deployment or StatefulSet; any other kind has no view. */
    public static Optional<Workload> of(HasMetadata object) {
        if (object instanceof Deployment deployment) {
            return Optional.of(of(deployment));
        }
        return object instanceof StatefulSet statefulSet ? Optional.of(of(statefulSet)) : Optional.empty();
    }

    public static Workload of(Deployment deployment) {
        return view(
                deployment,
                WorkloadKind.DEPLOYMENT,
                deployment.getSpec().getTemplate(),
                deployment.getSpec().getSelector(),
                Set.of(),
                facts(deployment));
    }

    public static Workload of(StatefulSet statefulSet) {
        return view(
                statefulSet,
                WorkloadKind.STATEFUL_SET,
                statefulSet.getSpec().getTemplate(),
                statefulSet.getSpec().getSelector(),
                statefulSet.getSpec().getVolumeClaimTemplates().stream()
                        .map(claim -> claim.getMetadata().getName())
                        .collect(Collectors.toSet()),
                facts(statefulSet));
    }

    private static Workload view(
            HasMetadata object,
            WorkloadKind kind,
            PodTemplateSpec template,
            LabelSelector podSelector,
            Set<String> claimTemplates,
            RolloutFacts facts) {
        ContainerOwners owners = ContainerOwners.of(object.getMetadata().getManagedFields());
        return new Workload(
                new WorkloadId(
                        kind,
                        object.getMetadata().getNamespace(),
                        object.getMetadata().getName()),
                Objects.requireNonNullElse(object.getMetadata().getUid(), ""),
                Objects.requireNonNullElse(object.getMetadata().getResourceVersion(), ""),
                Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of()),
                Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of()),
                withSpec(template),
                Objects.requireNonNullElseGet(podSelector, LabelSelector::new),
                claimTemplates,
                owners.applied(),
                owners.operator(),
                owners.others(),
                facts);
    }

    private static PodTemplateSpec withSpec(PodTemplateSpec template) {
        return template.getSpec() == null
                ? new PodTemplateSpecBuilder(template).withSpec(new PodSpec()).build()
                : template;
    }

    private static RolloutFacts facts(Deployment deployment) {
        DeploymentStatus status = Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
        return new RolloutFacts(
                observed(deployment, status.getObservedGeneration()),
                count(deployment.getSpec().getReplicas(), 1),
                count(status.getUpdatedReplicas(), 0),
                count(status.getReplicas(), 0),
                count(status.getAvailableReplicas(), 0),
                Boolean.TRUE.equals(deployment.getSpec().getPaused()) ? Optional.of(Hold.PAUSED) : Optional.empty(),
                stuck(Optional.ofNullable(status.getConditions()).orElse(List.of())));
    }

    private static Optional<String> stuck(List<DeploymentCondition> conditions) {
        return conditions.stream()
                .filter(condition -> "Progressing".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && DEADLINE_EXCEEDED.equals(condition.getReason()))
                .map(condition -> Objects.requireNonNullElse(condition.getMessage(), DEADLINE_EXCEEDED))
                .findFirst();
    }

    private static RolloutFacts facts(StatefulSet statefulSet) {
        StatefulSetStatus status = Optional.ofNullable(statefulSet.getStatus()).orElseGet(StatefulSetStatus::new);
        boolean updatedAll = Objects.equals(status.getCurrentRevision(), status.getUpdateRevision());
        int replicas = count(status.getReplicas(), 0);
        return new RolloutFacts(
                observed(statefulSet, status.getObservedGeneration()),
                count(statefulSet.getSpec().getReplicas(), 1),
                updatedAll ? replicas : count(status.getUpdatedReplicas(), 0),
                replicas,
                count(status.getReadyReplicas(), 0),
                manualRestart(statefulSet.getSpec().getUpdateStrategy())
                        ? Optional.of(Hold.MANUAL_RESTART)
                        : Optional.empty(),
                Optional.empty());
    }

    private static boolean manualRestart(StatefulSetUpdateStrategy strategy) {
        if (strategy == null) {
            return false;
        }
        boolean partition = strategy.getRollingUpdate() != null
                && count(strategy.getRollingUpdate().getPartition(), 0) > 0;
        return "OnDelete".equals(strategy.getType()) || partition;
    }

    private static boolean observed(HasMetadata object, Long observedGeneration) {
        long generation = Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L);
        return Objects.requireNonNullElse(observedGeneration, 0L) >= generation && generation > 0;
    }

    private static int count(Integer value, int absent) {
        return Objects.requireNonNullElse(value, absent);
    }
}
