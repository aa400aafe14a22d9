package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.ExporterSpec;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Assessment;
import io.registryexporter.operator.decide.Preflights;
import io.registryexporter.operator.decide.RestartBudget;
import io.registryexporter.operator.decide.Selection;
import io.registryexporter.operator.monitoring.ScrapedPods;
import io.registryexporter.operator.observe.WorkloadSource;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.record.memory.Memory;
import io.registryexporter.operator.record.status.Target;
import io.registryexporter.operator.record.status.Targets;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A round for all workloads of a resource. It assesses all workloads before the first decision, which determines the
 * restart budget.
 */
public final class Round {
    private final WorkloadSource workloads;
    private final Pipeline pipeline;
    private final Memory memory;
    private final Guard guard;
    private final Preflights.Mode mode;
    private final Clock clock;

    /**
     * Rounds of the workloads of a source.
     *
     * @param mode of preflights
     */
    public Round(
            WorkloadSource workloads,
            Pipeline pipeline,
            Memory memory,
            Guard guard,
            Preflights.Mode mode,
            Clock clock) {
        this.mode = mode;
        this.clock = clock;
        this.workloads = workloads;
        this.pipeline = pipeline;
        this.memory = memory;
        this.guard = guard;
    }

    /**
     * The result of a round.
     *
     * @param outcomes of the workloads that could be assessed, in order
     * @param targets for the status; those that failed before a decision come first
     * @param restarting whether a registry restarts because of the operator
     * @param everywhere how many registries restart or have a preflight, in all namespaces
     * @param pods that carry the exporter, in the order of the workloads
     */
    public record Result(
            List<Outcome> outcomes, List<Target> targets, boolean restarting, int everywhere, List<ScrapedPods> pods) {}

    /** Runs one round for a resource. */
    public Result run(Selection selection) {
        return run(selection, selection.resource().wanted().rollout().maxConcurrent());
    }

    /** Runs one round in which another number of targets may restart at a time. */
    Result run(Selection selection, int maxConcurrent) {
        List<Workload> all = sorted(selection.resource());
        List<Target> targets = new ArrayList<>();
        List<Assessment> assessments = new ArrayList<>();
        long failed = 0;
        for (Workload workload :
                all.stream().filter(each -> concerns(selection, each)).toList()) {
            Optional<Target> failure = guard.failure(
                    selection.resource(), workload, () -> assessments.add(pipeline.assess(selection, workload)));
            failure.filter(target -> isTarget(selection, workload, target)).ifPresent(targets::add);
            failed += failure.isPresent() && memory.of(workload).restarting(workload, workload.rollout()) ? 1 : 0;
        }
        RestartBudget budget = RestartBudget.of(maxConcurrent, assessments, failed)
                .with(preflights(selection.resource(), maxConcurrent));
        boolean restarting = maxConcurrent - budget.free() > budget.failing();
        List<Outcome> outcomes = process(selection, assessments, budget, targets);
        return new Result(
                outcomes,
                List.copyOf(targets),
                restarting,
                memory.restarts(),
                pods(selection.resource(), targets, all));
    }

    /** A forecast without a limit lets no preflight wait for another. */
    private Preflights preflights(RegistryExporter resource, int maxConcurrent) {
        boolean unlimited = maxConcurrent == Integer.MAX_VALUE && mode == Preflights.Mode.ONE_AT_A_TIME;
        return new Preflights(
                memory.preflights(resource).keySet().stream().findFirst(),
                memory.proofs(clock.instant()),
                unlimited ? Preflights.Mode.ALL_AT_ONCE : mode);
    }

    /** Also follows the rollout of a workload that is not selected any more. */
    private boolean concerns(Selection selection, Workload workload) {
        return selection.selects(workload)
                || (selection.carries(workload) && !selection.handedOver(workload))
                || memory.of(workload).followsRemoval(selection.name(), workload);
    }

    private List<Outcome> process(
            Selection selection, List<Assessment> assessments, RestartBudget beginning, List<Target> targets) {
        List<Outcome> outcomes = new ArrayList<>();
        RestartBudget budget = beginning;
        for (Assessment assessment : assessments) {
            Workload workload = assessment.workload();
            RestartBudget now = budget;
            List<Outcome> processed = new ArrayList<>();
            guard.failure(selection.resource(), workload, () -> processed.add(pipeline.process(assessment, now)))
                    .filter(target -> isTarget(selection, workload, target))
                    .ifPresent(targets::add);
            for (Outcome outcome : processed) {
                boolean restarts = outcome.restarts() && assessment.wouldRestart();
                budget = budget.after(workload, outcome.decision(), restarts);
                target(selection, outcome).ifPresent(targets::add);
            }
            outcomes.addAll(processed);
        }
        return outcomes;
    }

    /** A workload that is not selected is a target only while it carries the exporter. */
    private static Optional<Target> target(Selection selection, Outcome outcome) {
        return Targets.of(outcome).filter(target -> isTarget(selection, outcome.workload(), target));
    }

    private static boolean isTarget(Selection selection, Workload workload, Target target) {
        return target.carriesExporter() || selection.selects(workload);
    }

    /** Includes workloads with an error in this round. */
    private static List<ScrapedPods> pods(RegistryExporter resource, List<Target> targets, List<Workload> workloads) {
        Set<WorkloadId> carriers =
                targets.stream().filter(Target::carriesExporter).map(Target::id).collect(Collectors.toSet());
        return workloads.stream()
                .filter(workload -> carriers.contains(workload.id()))
                .map(workload -> new ScrapedPods(workload.podSelector(), telemetryPath(resource, workload)))
                .toList();
    }

    /** The exporter of a workload may differ from the desired one, which may be refused or wait for its turn. */
    private static String telemetryPath(RegistryExporter resource, Workload workload) {
        return workload.exporter()
                .map(carried -> ExporterSpec.telemetryPath(carried.getArgs()))
                .orElseGet(() -> resource.wanted().exporter().telemetryPath());
    }

    private List<Workload> sorted(RegistryExporter resource) {
        return workloads.in(resource.getMetadata().getNamespace()).stream()
                .sorted(Comparator.comparing(Workload::id))
                .toList();
    }
}
