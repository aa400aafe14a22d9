package io.registryexporter.operator.status;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.RolloutFacts.Hold;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How far the exporter of a workload that carries it has come. */
public final class RolloutVerdict {
    private static final Set<String> FAILURES = Set.of(
            "ImagePullBackOff",
            "ErrImagePull",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CrashLoopBackOff",
            "CreateContainerError",
            "CreateContainerConfigError",
            "RunContainerError");

    private final RolloutFacts facts;
    private final DesiredWorkload desired;

    public RolloutVerdict(RolloutFacts facts, DesiredWorkload desired) {
        this.facts = facts;
        this.desired = desired;
    }

    /** The verdict where the workload's own status is enough; else its pods have to be looked at. */
    public Optional<Verdict> withoutPods() {
        if (facts.observed() && facts.desired() == 0) {
            return verdict(Reason.SCALED_TO_ZERO, "no replicas are asked for; the exporter runs when there are some");
        }
        if (facts.complete()) {
            return verdict(Reason.EXPORTER_RUNNING, running(facts.desired()));
        }
        boolean waits = facts.updated() < facts.desired();
        if (waits && facts.held().equals(Optional.of(Hold.PAUSED))) {
            return verdict(
                    Reason.ROLLOUT_PAUSED, "the Deployment is paused; kubectl rollout resume lets the exporter come");
        }
        return Optional.empty();
    }

    /** The verdict by the workload's pods, of any template. */
    public Verdict withPods(List<Pod> pods) {
        List<Pod> updated = pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(this::carriesExporter)
                .toList();
        long running = updated.stream()
                .filter(pod -> exporterStatus(pod)
                        .filter(status -> Boolean.TRUE.equals(status.getReady()))
                        .isPresent())
                .count();
        return updated.stream()
                .flatMap(pod -> failure(pod).stream())
                .findFirst()
                .or(() -> runsEverywhere(running))
                .or(this::stuck)
                .or(() -> heldBack(running))
                .orElseGet(() -> new Verdict(Reason.ROLLOUT_IN_PROGRESS, progress(running, updated)));
    }

    private Optional<Verdict> runsEverywhere(long running) {
        return facts.observed() && running >= facts.desired()
                ? verdict(Reason.EXPORTER_RUNNING, running(facts.desired()) + "; the workload is not available yet")
                : Optional.empty();
    }

    /** Until the controller has seen the newest spec, it speaks of the rollout before. */
    private Optional<Verdict> stuck() {
        return facts.observed()
                ? facts.stuck().flatMap(message -> verdict(Reason.ROLLOUT_STUCK, message))
                : Optional.empty();
    }

    private Optional<Verdict> heldBack(long running) {
        return facts.held().equals(Optional.of(Hold.MANUAL_RESTART))
                ? verdict(
                        Reason.WAITING_FOR_RESTART,
                        "in " + running + " of " + facts.desired() + " pods; the update strategy leaves the others to"
                                + " you: delete them where it is OnDelete, else lower the partition")
                : Optional.empty();
    }

    private String progress(long running, List<Pod> updated) {
        String unscheduled = updated.stream()
                .flatMap(pod -> unscheduled(pod).stream())
                .findFirst()
                .map(message -> "; " + message)
                .orElse("");
        return "in " + running + " of " + facts.desired() + " pods" + unscheduled;
    }

    private static String running(int pods) {
        return "in " + pods + (pods == 1 ? " pod" : " pods");
    }

    private boolean carriesExporter(Pod pod) {
        return desired.isOf(Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of()));
    }

    private static Optional<Verdict> failure(Pod pod) {
        return exporterStatus(pod)
                .flatMap(status -> Optional.ofNullable(status.getState())
                        .flatMap(state -> Optional.ofNullable(state.getWaiting()))
                        .filter(waiting -> FAILURES.contains(Objects.requireNonNullElse(waiting.getReason(), "")))
                        .flatMap(waiting -> verdict(
                                Reason.EXPORTER_NOT_STARTING,
                                "container " + Names.CONTAINER + " of pod "
                                        + pod.getMetadata().getName() + ": " + words(waiting, status))));
    }

    private static String words(ContainerStateWaiting waiting, ContainerStatus status) {
        Optional<ContainerStateTerminated> last =
                Optional.ofNullable(status.getLastState()).flatMap(state -> Optional.ofNullable(state.getTerminated()));
        String ended = last.map(terminated -> ", exit code " + terminated.getExitCode()
                        + Optional.ofNullable(terminated.getReason())
                                .map(reason -> " (" + reason + ")")
                                .orElse("")
                        + Optional.ofNullable(terminated.getMessage())
                                .map(message -> ": " + message.strip())
                                .orElse(""))
                .orElse("");
        String message = Optional.ofNullable(waiting.getMessage())
                .map(text -> ": " + text)
                .orElse("");
        return waiting.getReason() + message + ended;
    }

    private static Optional<String> unscheduled(Pod pod) {
        List<PodCondition> conditions = Optional.ofNullable(pod.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getConditions()))
                .orElse(List.of());
        return conditions.stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> "pod " + pod.getMetadata().getName() + " is not scheduled"
                        + Optional.ofNullable(condition.getMessage())
                                .map(message -> ": " + message)
                                .orElse(""))
                .findFirst();
    }

    private static Optional<ContainerStatus> exporterStatus(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getContainerStatuses().stream())
                .filter(status -> Names.CONTAINER.equals(status.getName()))
                .findFirst();
    }

    private static Optional<Verdict> verdict(Reason reason, String message) {
        return Optional.of(new Verdict(reason, message));
    }
}
