package io.registryexporter.operator.decide.rollout;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.registryexporter.operator.api.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The state of the exporter and the registry in a pod. */
public record ObservedPod(Pod pod, Instant now) {
    private static final Set<String> FINISHED = Set.of("Failed", "Succeeded");

    public String name() {
        return pod.getMetadata().getName();
    }

    String uid() {
        return Objects.requireNonNullElse(pod.getMetadata().getUid(), "");
    }

    /** The ordinal in a StatefulSet, at the end of the name. */
    public int ordinal() {
        String number = name().substring(name().lastIndexOf('-') + 1);
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }

    public Map<String, String> annotations() {
        return Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
    }

    /** False if the pod is being deleted or was evicted: it does not belong to the rollout any more. */
    public boolean lives() {
        return pod.getMetadata().getDeletionTimestamp() == null
                && !FINISHED.contains(status().map(PodStatus::getPhase).orElse(""));
    }

    public boolean exporterReady() {
        return exporter()
                .filter(status -> Boolean.TRUE.equals(status.getReady()))
                .isPresent();
    }

    Optional<ContainerFailure> exporterFailure() {
        return exporter().flatMap(status -> ContainerFailure.of(name(), status, begun(), now));
    }

    private Optional<Instant> begun() {
        return status().map(PodStatus::getStartTime).flatMap(ContainerFailure::time);
    }

    /** Whether another container fails: it crashes, or is not ready while the exporter is ready. */
    boolean failsWithoutExporter() {
        return Stream.concat(others(), initContainers())
                        .anyMatch(status -> ContainerFailure.of(name(), status, begun(), now)
                                .isPresent())
                || (exporterReady() && others().anyMatch(status -> !Boolean.TRUE.equals(status.getReady())));
    }

    Optional<String> unscheduled() {
        List<PodCondition> conditions = status().flatMap(status -> Optional.ofNullable(status.getConditions()))
                .orElse(List.of());
        return conditions.stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> "pod " + name() + " is not scheduled"
                        + Optional.ofNullable(condition.getMessage())
                                .map(message -> ": " + PodMessages.ofCluster(message))
                                .orElse(""))
                .findFirst();
    }

    private Optional<ContainerStatus> exporter() {
        return containers()
                .filter(status -> Names.CONTAINER.equals(status.getName()))
                .findFirst();
    }

    private Stream<ContainerStatus> others() {
        return containers().filter(status -> !Names.CONTAINER.equals(status.getName()));
    }

    /** The exporter is never an init container. */
    private Stream<ContainerStatus> initContainers() {
        return status().stream().flatMap(status -> status.getInitContainerStatuses().stream());
    }

    private Stream<ContainerStatus> containers() {
        return status().stream().flatMap(status -> status.getContainerStatuses().stream());
    }

    private Optional<PodStatus> status() {
        return Optional.ofNullable(pod.getStatus());
    }
}
