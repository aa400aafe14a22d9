package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.ExporterSpec;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.monitoring.ScrapedPods;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.Ownership;
import io.registryexporter.operator.plan.Plan;
import io.registryexporter.operator.plan.Turns;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Target;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All workloads of a resource: each is assessed first, so that it is known whose turn it is to be restarted. */
final class Round {
    private static final Verdict NOT_SELECTED =
            new Verdict(Reason.OPTED_OUT, "the selector does not match it any more");

    private final WorkloadCaches caches;
    private final Assessor assessor;
    private final Settler settler;
    private final Release release;
    private final Unblocking unblocking;
    private final Memory memory;
    private final Guard guard;

    Round(
            WorkloadCaches caches,
            Assessor assessor,
            Settler settler,
            Release release,
            Unblocking unblocking,
            Memory memory,
            Guard guard) {
        this.caches = caches;
        this.assessor = assessor;
        this.settler = settler;
        this.release = release;
        this.unblocking = unblocking;
        this.memory = memory;
        this.guard = guard;
    }

    /**
     * What came of a round.
     *
     * @param restarting whether a registry is being restarted because of the operator
     * @param everywhere how many are, in all namespaces
     * @param pods those that carry the exporter, in the order of the workloads
     */
    record Result(List<Target> targets, boolean restarting, int everywhere, List<ScrapedPods> pods) {}

    Result run(RegistryExporter resource, List<RegistryExporter> siblings) {
        List<Target> targets = new ArrayList<>();
        List<Assessment> assessments = new ArrayList<>();
        long elsewhere = 0;
        List<Workload> workloads = sorted(resource);
        for (Workload workload : workloads) {
            boolean concerned = Ownership.selects(resource, workload) || release.carries(resource, workload);
            Optional<Target> failure = concerned
                    ? guard.failure(
                            resource,
                            workload,
                            () -> assess(resource, siblings, workload).ifPresent(assessments::add))
                    : Optional.empty();
            failure.ifPresent(targets::add);
            boolean unassessed = concerned
                    ? failure.isPresent() && memory.restarts().restarting(workload, workload.rollout())
                    : leaving(resource, workload);
            elsewhere += unassessed ? 1 : 0;
        }
        long failing = assessments.stream()
                .filter(assessment -> assessment.restarting() && assessment.exporterFails())
                .count();
        long restarting =
                elsewhere + assessments.stream().filter(Assessment::restarting).count();
        Turns turns =
                new Turns(resource.wanted().rollout().maxConcurrent(), restarting, failing, withdrawn(assessments));
        for (Assessment assessment : assessments) {
            guard.failure(
                            resource,
                            assessment.workload(),
                            () -> settle(resource, siblings, assessment, turns).ifPresent(targets::add))
                    .ifPresent(targets::add);
        }
        return new Result(
                List.copyOf(targets),
                restarting > failing,
                memory.restarts().count(),
                pods(resource, targets, workloads));
    }

    /** One that is not selected any more is followed until it runs again. */
    private boolean leaving(RegistryExporter resource, Workload workload) {
        boolean leaving = memory.restarts().leaving(resource, workload);
        if (leaving && !resource.wanted().paused()) {
            Optional<Target> unused = guard.failure(resource, workload, () -> unblocking.run(resource, workload));
        }
        return leaving;
    }

    private static Optional<String> withdrawn(List<Assessment> assessments) {
        return assessments.stream()
                .filter(assessment -> assessment.plan() instanceof Plan.StayWithdrawn stays && stays.concernsOthers())
                .map(assessment -> Settler.text(assessment.workload(), ((Plan.StayWithdrawn) assessment.plan()).why()))
                .findFirst();
    }

    /** Also of those about which something could not be found out in this round. */
    private static List<ScrapedPods> pods(RegistryExporter resource, List<Target> targets, List<Workload> workloads) {
        Set<WorkloadId> carriers =
                targets.stream().filter(Target::carriesExporter).map(Target::id).collect(Collectors.toSet());
        return workloads.stream()
                .filter(workload -> carriers.contains(workload.id()))
                .map(workload -> new ScrapedPods(workload.podSelector(), telemetryPath(resource, workload)))
                .toList();
    }

    /** What a workload carries may not be what the resource asks for: that can be refused, or wait for its turn. */
    private static String telemetryPath(RegistryExporter resource, Workload workload) {
        return workload.exporter()
                .map(carried -> ExporterSpec.telemetryPath(carried.getArgs()))
                .orElseGet(() -> resource.wanted().exporter().telemetryPath());
    }

    private List<Workload> sorted(RegistryExporter resource) {
        return caches.in(resource.getMetadata().getNamespace()).stream()
                .sorted(Comparator.comparing(Workload::id))
                .toList();
    }

    /** Nothing of one that another resource has now. */
    private Optional<Assessment> assess(RegistryExporter resource, List<RegistryExporter> siblings, Workload workload) {
        if (Ownership.selects(resource, workload)) {
            return Optional.of(assessor.assess(resource, siblings, workload));
        }
        return Release.handedOver(resource, siblings, workload)
                ? Optional.empty()
                : Optional.of(assessor.leaving(resource, workload, NOT_SELECTED));
    }

    /** One that is not selected is a target only as long as it carries the exporter. */
    private Optional<Target> settle(
            RegistryExporter resource, List<RegistryExporter> siblings, Assessment assessment, Turns turns) {
        return settler.settle(resource, siblings, assessment, turns)
                .filter(target -> target.carriesExporter() || Ownership.selects(resource, assessment.workload()));
    }
}
