package io.registryexporter.operator.status;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.RolloutFacts.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How far the exporter of a workload that carries it has come. */
public final class RolloutVerdict {
    private static final Set<String> FINISHED = Set.of("Failed", "Succeeded");

    private final RolloutFacts facts;
    private final DesiredWorkload desired;

    public RolloutVerdict(RolloutFacts facts, DesiredWorkload desired) {
        this.facts = facts;
        this.desired = desired;
    }

    /**
     * The verdict where the workload's own status is enough; else its pods have to be looked at. A workload is available
     * between two crashes of the exporter too, so that its word alone counts only where the exporter ran already.
     *
     * @param ranBefore whether the last verdict was that the exporter runs
     */
    public Optional<Verdict> withoutPods(boolean ranBefore) {
        if (facts.observed() && facts.desired() == 0) {
            return verdict(Reason.SCALED_TO_ZERO, "no replicas are asked for; the exporter runs when there are some");
        }
        if (facts.complete() && ranBefore) {
            return verdict(Reason.EXPORTER_RUNNING, running(facts.desired()));
        }
        boolean waits = facts.updated() < facts.desired();
        if (waits && facts.held().equals(Optional.of(Hold.PAUSED))) {
            return verdict(
                    Reason.ROLLOUT_PAUSED, "the Deployment is paused; kubectl rollout resume lets the exporter come");
        }
        return Optional.empty();
    }

    /**
     * The verdict by the workload's pods, of any template.
     *
     * @param now by the clock of the cluster, more or less: what has crashed counts as running after a minute
     */
    public Verdict withPods(List<Pod> pods, Instant now) {
        List<Pod> living = pods.stream().filter(RolloutVerdict::lives).toList();
        List<Pod> updated = living.stream().filter(this::carriesExporter).toList();
        long running = updated.stream()
                .filter(pod -> exporterStatus(pod)
                        .filter(status -> Boolean.TRUE.equals(status.getReady()))
                        .isPresent())
                .count();
        boolean everywhere = running == living.size();
        return updated.stream()
                .flatMap(pod -> failure(pod, now).stream())
                .findFirst()
                .or(this::complete)
                .or(() -> runsEverywhere(running, everywhere))
                .or(this::stuck)
                .or(() -> heldBack(running))
                .orElseGet(() -> new Verdict(Reason.ROLLOUT_IN_PROGRESS, progress(running, updated)));
    }

    private Optional<Verdict> complete() {
        return facts.complete() ? verdict(Reason.EXPORTER_RUNNING, running(facts.desired())) : Optional.empty();
    }

    /** Any change of a workload is a new generation, and means nothing for pods that all carry what they have to. */
    private Optional<Verdict> runsEverywhere(long running, boolean everywhere) {
        boolean known = facts.observed() || (everywhere && facts.desired() > 0);
        String unavailable = facts.available() < facts.desired() ? "; the workload is not available yet" : "";
        return known && running >= facts.desired()
                ? verdict(Reason.EXPORTER_RUNNING, running(facts.desired()) + unavailable)
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

    /** One that is being deleted, or was evicted, is no pod of the rollout any more. */
    private static boolean lives(Pod pod) {
        String phase =
                Optional.ofNullable(pod.getStatus()).map(PodStatus::getPhase).orElse("");
        return pod.getMetadata().getDeletionTimestamp() == null && !FINISHED.contains(phase);
    }

    private static Optional<Verdict> failure(Pod pod, Instant now) {
        return exporterStatus(pod)
                .flatMap(status -> ExporterFailure.of(status, now))
                .flatMap(words -> verdict(
                        Reason.EXPORTER_NOT_STARTING,
                        "container " + Names.CONTAINER + " of pod "
                                + pod.getMetadata().getName() + ": " + words));
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
