package io.registryexporter.operator.decide.rollout;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.registryexporter.operator.api.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The state of the exporter and the registry in a pod. */
public record ObservedPod(Pod pod, Instant now) {
    private static final Duration ANSWERS_AFTER = Duration.ofSeconds(15);
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

    /** Whether all containers are ready. */
    boolean isReady() {
        return status().stream()
                .flatMap(status -> Objects.requireNonNullElse(status.getConditions(), List.<PodCondition>of()).stream())
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    public boolean exporterReady() {
        return exporter()
                .filter(status -> Boolean.TRUE.equals(status.getReady()))
                .isPresent();
    }

    /**
     * Whether the exporter has answered. Without a readiness probe the kubelet asks nobody, so an exporter counts as
     * answering once it has run for longer than one takes that cannot start.
     */
    boolean exporterAnswers() {
        return exporterReady()
                && exporter()
                        .flatMap(status -> Optional.ofNullable(status.getState()))
                        .flatMap(state -> Optional.ofNullable(state.getRunning()))
                        .flatMap(running -> ContainerFailure.time(running.getStartedAt()))
                        .filter(started -> now.isBefore(started.plus(ANSWERS_AFTER)))
                        .isEmpty();
    }

    /** Whether the container of the exporter runs, or has run. */
    public boolean exporterEverStarted() {
        return exporter()
                .filter(status -> Stream.of(status.getState(), status.getLastState())
                        .anyMatch(state ->
                                state != null && (state.getRunning() != null || state.getTerminated() != null)))
                .isPresent();
    }

    /** Why the exporter does not run, if another attempt of the kubelet is unlikely to succeed. */
    public Optional<String> lastingFailure() {
        return exporterFailure()
                .filter(failure -> failure.lasting().isPresent())
                .map(ContainerFailure::description);
    }

    /** Why the exporter does not run now. */
    public Optional<String> failureDescription() {
        return exporterFailure().map(ContainerFailure::description);
    }

    /** Why the pod ended, by the kubelet or the scheduler. */
    public Optional<String> end() {
        return status().flatMap(status -> Optional.ofNullable(status.getReason())
                .map(reason -> reason
                        + Optional.ofNullable(status.getMessage())
                                .map(message -> ": " + PodMessages.ofCluster(message))
                                .orElse("")));
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

    /** Why the scheduler finds no node for the pod. */
    public Optional<String> unscheduled() {
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
