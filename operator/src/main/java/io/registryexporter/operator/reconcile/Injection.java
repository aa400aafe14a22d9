package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.hazard.Hazard;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.observe.SurroundingsReader;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.plan.Turns;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Target;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.Optional;

/** Brings the exporter into a workload, or a newer one, unless the rollout is better not begun. */
final class Injection {
    private final SurroundingsReader surroundings;
    private final WorkloadWriter writer;
    private final WorkloadCaches caches;
    private final Assessor assessor;
    private final Memory memory;
    private final ChangeJournal journal;

    Injection(
            SurroundingsReader surroundings,
            WorkloadWriter writer,
            WorkloadCaches caches,
            Assessor assessor,
            Memory memory,
            ChangeJournal journal) {
        this.surroundings = surroundings;
        this.writer = writer;
        this.caches = caches;
        this.assessor = assessor;
        this.memory = memory;
        this.journal = journal;
    }

    /**
     * What came of it.
     *
     * @param target nothing where the workload is gone meanwhile
     * @param refused whether nothing was written, because it is better not or may not be
     */
    record Result(Optional<Target> target, boolean refused) {}

    /** Injects; takes a turn where that restarts a registry. */
    Result run(
            RegistryExporter resource,
            Assessment assessment,
            RegistryStorage storage,
            DesiredWorkload desired,
            Turns turns) {
        Workload workload = assessment.workload();
        Optional<Hazard> hazard = surroundings.of(workload).hazard(workload, desired.typedContainer());
        Optional<Verdict> refusal = hazard.flatMap(found -> HazardPolicy.refusal(resource, found));
        if (refusal.isPresent()) {
            return new Result(Optional.of(told(workload, refusal.get(), storage)), true);
        }
        Written written = writer.inject(workload, desired);
        if (!(written instanceof Written.Done done)) {
            return new Result(WriteRefusal.of(written).map(why -> told(workload, why, storage)), true);
        }
        caches.remember(workload, done.live());
        Optional<String> mayHang = hazard.map(Hazard::message);
        if (done.changed(workload)) {
            tell(resource, workload, storage, desired, mayHang);
        }
        return new Result(
                Workloads.of(done.live())
                        .map(live -> began(resource, assessment, live, storage, desired, mayHang, turns)),
                false);
    }

    private static Target told(Workload workload, Verdict why, RegistryStorage storage) {
        return new Target(
                workload.id(), workload.uid(), why, workload.carries(), Optional.of(storage), Release.image(workload));
    }

    private void tell(
            RegistryExporter resource,
            Workload workload,
            RegistryStorage storage,
            DesiredWorkload desired,
            Optional<String> mayHang) {
        journal.changed(
                resource,
                workload,
                workload.carries() ? Change.UPDATED : Change.INJECTED,
                "container " + Names.CONTAINER + " with " + desired.image() + ", " + storage.how());
        mayHang.ifPresent(hazard -> journal.changed(resource, workload, Change.MAY_HANG, hazard));
    }

    private Target began(
            RegistryExporter resource,
            Assessment assessment,
            Workload live,
            RegistryStorage storage,
            DesiredWorkload desired,
            Optional<String> mayHang,
            Turns turns) {
        memory.accepted().remember(live);
        memory.fights().written(live, desired);
        boolean restarts = live.rollout().restarting();
        if (restarts) {
            memory.restarts().began(resource, live, mayHang);
        }
        if (restarts && assessment.wouldRestart()) {
            turns.taken();
        }
        Verdict verdict = assessor.follow(resource, live, live.rollout()).verdict();
        return new Target(live.id(), live.uid(), verdict, true, Optional.of(storage), desired.image())
                .with(restarts ? mayHang : Optional.empty());
    }
}
