package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.observe.NamespaceAnnotations;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.plan.Plan;
import io.registryexporter.operator.plan.Planner;
import io.registryexporter.operator.plan.Situation;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Outcome;
import io.registryexporter.operator.status.RolloutHistory;
import io.registryexporter.operator.status.RolloutVerdict;
import io.registryexporter.operator.status.Told;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what is to be done about a workload, and how far it has come; writes nothing. */
final class Assessor {
    private static final Verdict TOO_LARGE = new Verdict(
            Reason.SPEC_TOO_LARGE,
            "the spec of the resource is larger than its definition allows by now, and is older; nothing is written."
                    + " Make it smaller: what is long in exporter.env belongs in a ConfigMap");

    private final RegistryDetector detector;
    private final NamespaceAnnotations namespaces;
    private final PodReader podReader;
    private final Planner planner;
    private final Memory memory;
    private final Clock clock;

    Assessor(
            RegistryDetector detector,
            NamespaceAnnotations namespaces,
            PodReader podReader,
            Planner planner,
            Memory memory,
            Clock clock) {
        this.detector = detector;
        this.namespaces = namespaces;
        this.podReader = podReader;
        this.planner = planner;
        this.memory = memory;
        this.clock = clock;
    }

    /** Of a workload that the resource selects. */
    Assessment assess(RegistryExporter resource, List<RegistryExporter> siblings, Workload workload) {
        if (resource.isBeyondBounds()) {
            return assessed(resource, workload, new Plan.Hold(TOO_LARGE));
        }
        Plan plan =
                plan(resource, siblings, workload, namespaces.of(workload.id().namespace()));
        return assessed(resource, workload, unlessFought(resource, workload, plan));
    }

    /**
     * The same with the annotations of the namespace as the API server has them: whoever gets the exporter for the first
     * time may be in a namespace that is as new, and wants none there.
     */
    Assessment asked(RegistryExporter resource, List<RegistryExporter> siblings, Assessment assessment) {
        Workload workload = assessment.workload();
        return assessment.with(plan(
                resource, siblings, workload, namespaces.asked(workload.id().namespace())));
    }

    /** Of a workload that the resource has to leave. */
    Assessment leaving(RegistryExporter resource, Workload workload, Verdict why) {
        Plan plan = new Plan.TakeBack(why);
        return assessed(resource, workload, resource.wanted().paused() ? Planner.withoutWrites(plan) : plan);
    }

    private Plan plan(
            RegistryExporter resource,
            List<RegistryExporter> siblings,
            Workload workload,
            Map<String, String> namespace) {
        return planner.plan(new Situation(
                resource,
                siblings,
                workload,
                namespace,
                detector.detect(resource, workload),
                memory.accepted().of(workload)));
    }

    private Plan unlessFought(RegistryExporter resource, Workload workload, Plan plan) {
        return plan.toWrite()
                .flatMap(desired -> memory.fights().before(resource, workload, desired))
                .<Plan>map(Plan.Hold::new)
                .orElse(plan);
    }

    private Assessment assessed(RegistryExporter resource, Workload workload, Plan plan) {
        memory.restarts().met(workload, () -> Told.runs(resource, workload));
        RolloutFacts facts = memory.restarts().facts(resource, workload);
        Optional<Outcome> outcome = isToBeFollowed(workload, plan, facts)
                ? Optional.of(follow(resource, workload, facts))
                : Optional.empty();
        Assessment assessment =
                new Assessment(workload, facts, plan, outcome, memory.restarts().restarting(workload, facts));
        // Whatever the deadline says: the same exporter is not brought to the next one.
        boolean failing = assessment.exporterFails() && workload.changedByOperator() && facts.restarting();
        return failing ? new Assessment(workload, facts, plan, outcome, true) : assessment;
    }

    /** Also one that has to wait with what is to be changed about it may be kept from running by what it carries. */
    private static boolean isToBeFollowed(Workload workload, Plan plan, RolloutFacts facts) {
        return plan instanceof Plan.Leave
                || (plan.isAboutCarried() && workload.carries() && facts.available() < facts.desired());
    }

    /** How far the exporter of a workload has come that carries one. */
    Outcome follow(RegistryExporter resource, Workload workload, RolloutFacts facts) {
        RolloutHistory history = new RolloutHistory(
                workload.changedByOperator(),
                memory.failedPods().of(workload),
                memory.restarts().still(workload));
        RolloutVerdict rollout = new RolloutVerdict(facts, workload.podsApplied(), history);
        return rollout.withoutPods(Told.is(resource, workload.id(), Reason.EXPORTER_RUNNING))
                .orElseGet(() -> rollout.withPods(podReader.of(workload), clock.instant()));
    }
}
