package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.hazard.Hazard;
import io.registryexporter.operator.observe.ConfigMapReader;
import io.registryexporter.operator.observe.SurroundingsReader;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.plan.Ownership;
import io.registryexporter.operator.plan.Plan;
import io.registryexporter.operator.plan.Planner;
import io.registryexporter.operator.plan.Situation;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import io.registryexporter.operator.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a round would do to a workload, found out by reading and by dry runs of its writes. */
public final class Forecast {
    private final RegistryDetector detector;
    private final SurroundingsReader surroundings;
    private final Planner planner;
    private final WorkloadWriter writer;

    public Forecast(
            ConfigMapReader configMaps, SurroundingsReader surroundings, Planner planner, WorkloadWriter writer) {
        this.surroundings = surroundings;
        this.detector = new RegistryDetector(configMaps);
        this.planner = planner;
        this.writer = writer;
    }

    /** What would be done. */
    public enum Action {
        INJECT("inject"),
        UPDATE("update"),
        TAKE_BACK("take back"),
        NOTHING("-");

        private final String text;

        Action(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * For one workload and one resource.
     *
     * @param resource name of the RegistryExporter; that of the marker where none selects the workload
     */
    public record Line(WorkloadId workload, String resource, Action action, String why) {}

    /**
     * One for each resource that selects the workload, one for what has been left in it, and none for all others.
     *
     * @param resources all of the workload's namespace
     * @param namespace annotations of the namespace
     */
    public List<Line> of(Workload workload, List<RegistryExporter> resources, Map<String, String> namespace) {
        List<RegistryExporter> selecting = resources.stream()
                .filter(resource -> !resource.isMarkedForDeletion() && Ownership.selects(resource, workload))
                .toList();
        if (selecting.isEmpty()) {
            return abandoned(workload, resources).stream().toList();
        }
        return selecting.stream()
                .map(resource -> line(workload, resource, resources, namespace))
                .toList();
    }

    private static Optional<Line> abandoned(Workload workload, List<RegistryExporter> resources) {
        if (!workload.ours()) {
            return Optional.empty();
        }
        String name = workload.injectedBy().orElse("");
        boolean paused = resources.stream()
                .anyMatch(resource -> resource.getMetadata().getName().equals(name)
                        && !resource.isMarkedForDeletion()
                        && resource.wanted().paused());
        return Optional.of(new Line(
                workload.id(),
                name,
                paused ? Action.NOTHING : Action.TAKE_BACK,
                paused ? "spec.paused is true; no selector matches it" : "no selector matches it"));
    }

    private Line line(
            Workload workload,
            RegistryExporter resource,
            List<RegistryExporter> resources,
            Map<String, String> namespace) {
        Plan plan = planner.plan(new Situation(
                resource, resources, workload, namespace, detector.detect(resource, workload), Optional.empty()));
        String name = resource.getMetadata().getName();
        if (plan instanceof Plan.Inject inject) {
            return judged(workload, resource, Action.INJECT, inject.storage(), inject.desired());
        }
        if (plan instanceof Plan.Update update) {
            return judged(workload, resource, Action.UPDATE, update.storage(), update.desired());
        }
        if (plan instanceof Plan.TakeBack takeBack) {
            return new Line(workload.id(), name, Action.TAKE_BACK, text(takeBack.why()));
        }
        if (plan instanceof Plan.Leave leave) {
            return new Line(
                    workload.id(), name, Action.NOTHING, "it has it: " + with(leave.storage(), leave.desired()));
        }
        if (plan instanceof Plan.StayWithdrawn stays) {
            return new Line(workload.id(), name, Action.NOTHING, text(stays.why()));
        }
        Verdict why = plan instanceof Plan.Hold hold ? hold.why() : ((Plan.Skip) plan).why();
        return new Line(workload.id(), name, Action.NOTHING, text(why));
    }

    /** What cannot end is not begun, nor what may hang where the resource refuses that. */
    private Line judged(
            Workload workload,
            RegistryExporter resource,
            Action action,
            RegistryStorage storage,
            DesiredWorkload desired) {
        String name = resource.getMetadata().getName();
        Optional<Hazard> hazard = surroundings.of(workload).hazard(workload, desired.typedContainer());
        Optional<Verdict> refusal = hazard.flatMap(found -> HazardPolicy.refusal(resource, found));
        if (refusal.isPresent()) {
            return new Line(workload.id(), name, Action.NOTHING, text(refusal.get()));
        }
        Line line = tried(workload, name, action, storage, desired);
        return hazard.filter(found -> line.action() != Action.NOTHING)
                .map(found -> new Line(
                        workload.id(),
                        name,
                        line.action(),
                        line.why() + "; " + found.reason() + ": " + found.message()))
                .orElse(line);
    }

    /** The API server says whether it would take it, and whether anything would change. */
    private Line tried(
            Workload workload, String resource, Action action, RegistryStorage storage, DesiredWorkload desired) {
        Written written = writer.tryToInject(workload, desired);
        Optional<Verdict> refusal = WriteRefusal.of(written);
        if (refusal.isPresent()) {
            return new Line(workload.id(), resource, Action.NOTHING, text(refusal.get()));
        }
        boolean same = Stream.of(written)
                .filter(Written.Done.class::isInstance)
                .flatMap(done -> Workloads.of(((Written.Done) done).live()).stream())
                .anyMatch(live -> live.exporter().equals(workload.exporter())
                        && live.annotations().equals(workload.annotations())
                        && live.podAnnotations().equals(workload.podAnnotations()));
        return new Line(workload.id(), resource, same ? Action.NOTHING : action, with(storage, desired));
    }

    private static String with(RegistryStorage storage, DesiredWorkload desired) {
        return desired.image() + ", " + storage.how();
    }

    private static String text(Verdict verdict) {
        return verdict.reason() + ": " + verdict.message();
    }
}
