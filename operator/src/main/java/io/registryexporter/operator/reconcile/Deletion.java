package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Observation;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.decide.RestartBudget;
import io.registryexporter.operator.decide.Selection;
import io.registryexporter.operator.decide.StuckPods;
import io.registryexporter.operator.observe.WorkloadSource;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.record.Recorder;
import io.registryexporter.operator.record.memory.DeletionDeadlines;
import io.registryexporter.operator.record.memory.Memory;
import io.registryexporter.operator.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Removes the exporters of a resource that is being deleted, one workload after the other within the grace period. */
final class Deletion {
    private static final RemovalCause CAUSE = new RemovalCause.ResourceDeleted();

    private final WorkloadSource workloads;
    private final Pipeline pipeline;
    private final Recorder recorder;
    private final Memory memory;
    private final DeletionDeadlines deletions;
    private final Runnable progress;

    /**
     * For the deletion of all resources.
     *
     * @param progress runs before each workload
     */
    Deletion(
            WorkloadSource workloads,
            Pipeline pipeline,
            Recorder recorder,
            Memory memory,
            DeletionDeadlines deletions,
            Runnable progress) {
        this.workloads = workloads;
        this.pipeline = pipeline;
        this.recorder = recorder;
        this.memory = memory;
        this.deletions = deletions;
        this.progress = progress;
    }

    /** Removes what the budget allows now; returns whether the resource may be deleted. */
    boolean run(Selection selection) {
        RegistryExporter resource = selection.resource();
        List<Observation> all = observed(selection);
        boolean withinGracePeriod = deletions.withinGracePeriod(resource)
                || all.stream()
                        .anyMatch(
                                observation -> removalRollingOut(selection, observation) && isRollingOut(observation));
        RestartBudget budget = RestartBudget.of(
                resource.wanted().rollout().maxConcurrent(),
                all.stream().filter(Observation::restarting).count());
        List<Outcome> outcomes = new ArrayList<>();
        for (Observation observation : all) {
            progress.run();
            Outcome outcome = pipeline.remove(
                    Optional.of(resource), observation, CAUSE, withinGracePeriod ? budget : RestartBudget.unlimited());
            budget = budget.after(observation, outcome.decision(), outcome.restarts());
            outcomes.add(outcome);
        }
        if (outcomes.stream().anyMatch(outcome -> outcome.removed() && outcome.restarts())) {
            deletions.progressed(resource);
        }
        return ended(resource, outcomes, withinGracePeriod);
    }

    /** Fields of other managers can only be removed by them; within the grace period, nothing else is left behind. */
    private boolean ended(RegistryExporter resource, List<Outcome> outcomes, boolean withinGracePeriod) {
        List<Outcome> left = outcomes.stream()
                .filter(outcome -> outcome.leftBehind().isPresent())
                .toList();
        boolean stuck = left.stream().anyMatch(outcome -> !outcome.isLeftToOthers());
        boolean waiting = stuck || outcomes.stream().anyMatch(Deletion::waits);
        if (withinGracePeriod && waiting) {
            return false;
        }
        deletions.ended(resource);
        left.forEach(recorder::leftBehind);
        return true;
    }

    private static boolean waits(Outcome outcome) {
        return outcome.decision() instanceof Decision.Wait
                || outcome.decision() instanceof Decision.DeletePods
                || mayWaitForPod(outcome);
    }

    /**
     * Whether a StatefulSet that replaces its pods in order may wait for a pod of the previous template. The answer is
     * certain once its controller has observed the newest template.
     */
    private static boolean mayWaitForPod(Outcome outcome) {
        Workload now = outcome.result().live().orElse(outcome.workload());
        boolean known =
                outcome.decision() instanceof Decision.Skip && now.rollout().observed();
        return StuckPods.mayBlock(now) && now.rollout().seen() && !known;
    }

    private List<Observation> observed(Selection selection) {
        RegistryExporter resource = selection.resource();
        return workloads.in(resource.getMetadata().getNamespace()).stream()
                .filter(workload -> concerns(selection, workload))
                .sorted(Comparator.comparing(Workload::id))
                .map(workload -> pipeline.observe(Optional.of(resource), workload))
                .toList();
    }

    /** Whether the deletion concerns the workload; a workload that carries only a note is concerned too. */
    private boolean concerns(Selection selection, Workload workload) {
        return (selection.carries(workload) && !selection.handedOver(workload))
                || memory.of(workload).followsRemoval(selection.name(), workload);
    }

    private static boolean removalRollingOut(Selection selection, Observation observation) {
        return observation.history().removalRollingOut(selection.name(), observation.workload(), observation.now());
    }

    /** Whether the rollout after a removal made progress within the grace period. */
    private static boolean isRollingOut(Observation observation) {
        return observation.history().sinceProgress(observation.now()).compareTo(DeletionDeadlines.GRACE_PERIOD) < 0;
    }
}
