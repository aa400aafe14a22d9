package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.detect.Detection;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.observe.NamespaceAnnotations;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.plan.Plan;
import io.registryexporter.operator.plan.Planner;
import io.registryexporter.operator.plan.Situation;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.RolloutVerdict;
import io.registryexporter.operator.status.Target;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings one workload to where its resource wants it, and says where it stands. */
final class Settler {
    private final RegistryDetector detector;
    private final NamespaceAnnotations namespaces;
    private final PodReader podReader;
    private final WorkloadCaches caches;
    private final Planner planner;
    private final WorkloadWriter writer;
    private final Release release;
    private final AcceptedContainers accepted;
    private final ChangeJournal journal;
    private final Clock clock;

    Settler(
            RegistryDetector detector,
            NamespaceAnnotations namespaces,
            PodReader podReader,
            WorkloadCaches caches,
            Planner planner,
            WorkloadWriter writer,
            Release release,
            AcceptedContainers accepted,
            ChangeJournal journal,
            Clock clock) {
        this.detector = detector;
        this.namespaces = namespaces;
        this.podReader = podReader;
        this.caches = caches;
        this.planner = planner;
        this.writer = writer;
        this.release = release;
        this.accepted = accepted;
        this.journal = journal;
        this.clock = clock;
    }

    /** Settles a workload that the resource selects; nothing where it is gone meanwhile. */
    Optional<Target> settle(RegistryExporter resource, List<RegistryExporter> siblings, Workload workload) {
        Detection detection = detector.detect(resource, workload);
        String namespace = workload.id().namespace();
        Plan plan = plan(resource, siblings, workload, detection, namespaces.of(namespace));
        // Whoever gets the exporter for the first time may be in a namespace that is as new, and wants none there.
        return carryOut(
                resource,
                workload,
                plan instanceof Plan.Inject
                        ? plan(resource, siblings, workload, detection, namespaces.asked(namespace))
                        : plan);
    }

    private Plan plan(
            RegistryExporter resource,
            List<RegistryExporter> siblings,
            Workload workload,
            Detection detection,
            Map<String, String> namespace) {
        return planner.plan(new Situation(resource, siblings, workload, namespace, detection, accepted.of(workload)));
    }

    private Optional<Target> carryOut(RegistryExporter resource, Workload workload, Plan plan) {
        if (plan instanceof Plan.Leave leave) {
            return Optional.of(follow(resource, workload, leave.storage(), leave.desired()));
        }
        if (plan instanceof Plan.Inject inject) {
            return inject(resource, workload, inject.storage(), inject.desired(), Change.INJECTED);
        }
        if (plan instanceof Plan.Update update) {
            return inject(resource, workload, update.storage(), update.desired(), Change.UPDATED);
        }
        if (plan instanceof Plan.TakeBack takeBack) {
            return takeBack(resource, workload, takeBack.why());
        }
        if (plan instanceof Plan.Hold hold) {
            return Optional.of(new Target(
                    workload.id(), workload.uid(), hold.why(), workload.ours(), Optional.empty(), image(workload)));
        }
        return Optional.of(skipped(workload, ((Plan.Skip) plan).why()));
    }

    private Optional<Target> inject(
            RegistryExporter resource,
            Workload workload,
            RegistryStorage storage,
            DesiredWorkload desired,
            Change change) {
        Written written = writer.inject(workload, desired);
        if (written instanceof Written.Done done) {
            caches.remember(workload, done.live());
            if (done.changed(workload)) {
                journal.changed(
                        resource,
                        workload,
                        change,
                        "container " + Names.CONTAINER + " with " + desired.image() + ", " + storage.how());
            }
            return Workloads.of(done.live()).map(live -> {
                accepted.remember(live);
                return follow(resource, live, storage, desired);
            });
        }
        return WriteRefusal.of(written)
                .map(why -> new Target(
                        workload.id(), workload.uid(), why, workload.ours(), Optional.of(storage), image(workload)));
    }

    private Optional<Target> takeBack(RegistryExporter resource, Workload workload, Verdict why) {
        Released released = release.settle(resource, workload, why.message());
        return released.gone()
                ? Optional.empty()
                : Optional.of(released.left()
                        .map(left -> new Target(
                                workload.id(), workload.uid(), left, true, Optional.empty(), image(workload)))
                        .orElseGet(() -> skipped(workload, why)));
    }

    private Target follow(
            RegistryExporter resource, Workload workload, RegistryStorage storage, DesiredWorkload desired) {
        RolloutVerdict rollout = new RolloutVerdict(workload.rollout(), desired);
        Verdict verdict = rollout.withoutPods(Told.is(resource, workload.id(), Reason.EXPORTER_RUNNING))
                .orElseGet(() -> rollout.withPods(podReader.of(workload), clock.instant()));
        return new Target(workload.id(), workload.uid(), verdict, true, Optional.of(storage), desired.image());
    }

    private static Target skipped(Workload workload, Verdict why) {
        return new Target(workload.id(), workload.uid(), why, false, Optional.empty(), "");
    }

    private static String image(Workload workload) {
        return workload.ours()
                ? workload.exporter().map(container -> container.getImage()).orElse("")
                : "";
    }
}
