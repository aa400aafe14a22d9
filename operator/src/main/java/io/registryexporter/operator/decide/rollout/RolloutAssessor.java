package io.registryexporter.operator.decide.rollout;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.RolloutFacts.ManualStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Assesses the rollout of a workload with the exporter, and whether the exporter is the cause of a failure. */
public final class RolloutAssessor {
    private static final Duration NO_PROGRESS = Duration.ofSeconds(4);
    private static final Duration PROVED = Duration.ofSeconds(14);

    private static final Duration LASTING = Duration.ofMinutes(1);
    private static final String STARTED = "; the exporter has just started and has not proved that it stays up";

    private final RolloutFacts facts;
    private final String applied;
    private final RolloutHistory history;

    /**
     * For the pods of one template.
     *
     * @param applied fingerprint that identifies its pods, by their annotation
     */
    public RolloutAssessor(RolloutFacts facts, String applied, RolloutHistory history) {
        this.facts = facts;
        this.applied = applied;
        this.history = history;
    }

    /**
     * The assessment if the status of the workload is enough; empty if the pods have to be read. A workload is
     * available even between two crashes of the exporter, so its status is enough only if the exporter ran already.
     *
     * @param ranBefore whether the last verdict reported a running exporter
     */
    public Optional<RolloutAssessment> withoutPods(boolean ranBefore) {
        if (facts.observed() && facts.desired() == 0) {
            return verdict(Reason.SCALED_TO_ZERO, "the workload has no replicas; the exporter runs when it has some")
                    .map(RolloutAssessment::of);
        }
        if (facts.complete() && ranBefore) {
            return verdict(Reason.EXPORTER_RUNNING, running(facts.desired())).map(RolloutAssessment::of);
        }
        boolean waits = facts.updated() < facts.desired();
        if (waits && facts.manualStep().equals(Optional.of(ManualStep.RESUME))) {
            return verdict(
                            Reason.ROLLOUT_PAUSED,
                            "the Deployment is paused; run kubectl rollout resume to roll the exporter out")
                    .map(RolloutAssessment::of);
        }
        return Optional.empty();
    }

    /**
     * The assessment of a rollout that made progress a moment ago, by the status of the workload alone: each change of
     * the status is a look at the workload. Empty if the pods have to be read.
     *
     * @param proved whether a preflight has proved the exporter, so that its pods are unlikely to fail
     */
    public Optional<RolloutAssessment> underWay(boolean proved) {
        Duration patience = proved ? PROVED : NO_PROGRESS;
        boolean progresses = facts.restarting() && history.sinceProgress().compareTo(patience) < 0;
        return progresses
                ? verdict(Reason.ROLLOUT_IN_PROGRESS, "in " + replaced() + " of " + facts.desired() + " pods")
                        .map(RolloutAssessment::of)
                : Optional.empty();
    }

    /** How many of the new pods are available, if all previous ones are. */
    private int replaced() {
        return facts.observed() ? Math.max(0, facts.available() - (facts.total() - facts.updated())) : 0;
    }

    /**
     * The assessment by the workload's pods, of any template.
     *
     * @param now roughly the time of the cluster: a container that crashed counts as running after a minute
     */
    public RolloutAssessment withPods(List<Pod> pods, Instant now) {
        List<ObservedPod> living = pods.stream()
                .map(pod -> new ObservedPod(pod, now))
                .filter(ObservedPod::lives)
                .toList();
        List<ObservedPod> updated = living.stream()
                .filter(pod -> applied.equals(pod.annotations().get(Names.APPLIED)))
                .toList();
        long running = updated.stream().filter(ObservedPod::exporterReady).count();
        boolean everywhere = running == living.size();
        Verdict verdict = updated.stream()
                .flatMap(pod -> notStarting(pod).stream())
                .findFirst()
                .or(() -> updated.stream().anyMatch(pod -> pod.exporterReady() && !pod.exporterAnswers())
                        ? verdict(Reason.ROLLOUT_IN_PROGRESS, running(facts.desired()) + STARTED)
                        : Optional.empty())
                .or(this::complete)
                .or(() -> runsEverywhere(running, everywhere, living.stream().allMatch(ObservedPod::isReady)))
                .or(() -> stuck(updated))
                .or(() -> waitingForRestart(running))
                .orElseGet(() -> new Verdict(Reason.ROLLOUT_IN_PROGRESS, progress(running, updated)));
        return new RolloutAssessment(
                verdict,
                failure(verdict, living, updated),
                updated.stream().map(ObservedPod::uid).collect(Collectors.toSet()));
    }

    private Optional<Verdict> complete() {
        return facts.complete() ? verdict(Reason.EXPORTER_RUNNING, running(facts.desired())) : Optional.empty();
    }

    /** Any change of a workload is a new generation, but does not matter if all pods carry the desired exporter. */
    private Optional<Verdict> runsEverywhere(long running, boolean everywhere, boolean podsReady) {
        boolean known = facts.observed() || (everywhere && facts.desired() > 0);
        // The status of the workload follows that of its pods.
        String unavailable =
                facts.available() < facts.desired() && !podsReady ? "; the workload is not available yet" : "";
        return known && running >= facts.desired()
                ? verdict(Reason.EXPORTER_RUNNING, running(facts.desired()) + unavailable)
                : Optional.empty();
    }

    /**
     * Until the controller has observed the newest spec, its status is about the previous rollout. A controller that
     * fails before the first step does not count the spec as observed.
     */
    private Optional<Verdict> stuck(List<ObservedPod> updated) {
        return facts.halted()
                .map(PodMessages::ofCluster)
                .or(() -> facts.stuck().filter(message -> facts.observed()))
                .flatMap(message -> verdict(Reason.ROLLOUT_STUCK, message + obstructions(updated)));
    }

    private Optional<Verdict> waitingForRestart(long running) {
        return facts.manualStep().equals(Optional.of(ManualStep.RESTART_PODS))
                ? verdict(
                        Reason.WAITING_FOR_RESTART,
                        "in " + running + " of " + facts.desired() + " pods; the update strategy leaves the others to"
                                + " you: delete them where it is OnDelete, else lower the partition")
                : Optional.empty();
    }

    private String progress(long running, List<ObservedPod> updated) {
        return "in " + running + " of " + facts.desired() + " pods" + obstructions(updated);
    }

    private String obstructions(List<ObservedPod> updated) {
        Stream<String> created =
                facts.observed() ? facts.createFailure().map(PodMessages::ofCluster).stream() : Stream.empty();
        return Stream.concat(created, updated.stream().flatMap(pod -> pod.unscheduled().stream()))
                .limit(1)
                .map(message -> "; " + message)
                .collect(Collectors.joining());
    }

    private static String running(int pods) {
        return "in " + pods + (pods == 1 ? " pod" : " pods");
    }

    private static Optional<Verdict> notStarting(ObservedPod pod) {
        return pod.exporterFailure()
                .flatMap(failure -> verdict(Reason.EXPORTER_NOT_STARTING, ofPod(pod, failure.description())));
    }

    private static String ofPod(ObservedPod pod, String description) {
        return "container " + Names.CONTAINER + " of pod " + pod.name() + ": " + description;
    }

    /** Why the exporter has to be withdrawn; empty if the registry fails too. */
    private Optional<Verdict> failure(Verdict verdict, List<ObservedPod> living, List<ObservedPod> updated) {
        return updated.stream()
                .filter(pod -> !history.failedBefore().contains(pod.uid()) && !pod.failsWithoutExporter())
                .flatMap(pod -> pod.exporterFailure().stream()
                        .flatMap(failure -> failure.lasting().stream()
                                .map(reason -> new Verdict(reason, ofPod(pod, failure.description())))))
                .findFirst()
                .or(this::noPodAtAll)
                .or(() -> deadlineExceeded(verdict, living, updated));
    }

    /** The API server rejects new pods, and the previous pods are gone. A short time without pods is normal. */
    private Optional<Verdict> noPodAtAll() {
        boolean none = facts.observed() && facts.restarting() && facts.total() == 0;
        boolean lasting = history.sinceProgress().compareTo(LASTING) >= 0;
        return history.caused() && none && lasting
                ? facts.createFailure()
                        .flatMap(message -> verdict(Reason.FAILED_CREATE, PodMessages.ofCluster(message)))
                : Optional.empty();
    }

    /**
     * A previous pod with a failing registry blocks a rollout too. If the deadline is the operator's, the exporter is
     * blamed only if it does not run: a pod may take long to end for many reasons.
     */
    private Optional<Verdict> deadlineExceeded(Verdict verdict, List<ObservedPod> living, List<ObservedPod> updated) {
        boolean registryFails = living.stream().anyMatch(ObservedPod::failsWithoutExporter);
        boolean exporterMayBeBlamed =
                facts.timed() || updated.isEmpty() || updated.stream().anyMatch(pod -> !pod.exporterReady());
        boolean over = facts.reported()
                && facts.stuck().isPresent()
                && (verdict.reason() == Reason.ROLLOUT_STUCK || verdict.reason() == Reason.EXPORTER_NOT_STARTING);
        return history.caused() && over && exporterMayBeBlamed && !registryFails
                ? verdict(Reason.PROGRESS_DEADLINE_EXCEEDED, verdict.message())
                : Optional.empty();
    }

    private static Optional<Verdict> verdict(Reason reason, String message) {
        return Optional.of(new Verdict(reason, message));
    }
}
