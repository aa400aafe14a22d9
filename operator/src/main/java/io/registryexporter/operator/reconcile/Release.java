package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.Ownership;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Told;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.List;
import java.util.Optional;

/** Takes back what a resource has injected where it has no right to it any more. */
final class Release {
    private final WorkloadCaches caches;
    private final WorkloadWriter writer;
    private final Memory memory;
    private final ChangeJournal journal;

    Release(WorkloadCaches caches, WorkloadWriter writer, Memory memory, ChangeJournal journal) {
        this.caches = caches;
        this.writer = writer;
        this.memory = memory;
        this.journal = journal;
    }

    /** Whether a workload has the resource's marker, or something of the operator's without one and is selected by it. */
    boolean carries(RegistryExporter resource, Workload workload) {
        String name = resource.getMetadata().getName();
        return workload.ours()
                && workload.injectedBy().map(name::equals).orElseGet(() -> Ownership.selects(resource, workload));
    }

    /** Whether another resource has the workload now: that one changes it in one step. */
    static boolean handedOver(RegistryExporter resource, List<RegistryExporter> siblings, Workload workload) {
        return Ownership.owner(workload, siblings)
                .filter(owner -> !owner.getMetadata()
                        .getName()
                        .equals(resource.getMetadata().getName()))
                .isPresent();
    }

    /** Takes the exporter back; what stays because others have written it too is told when it comes to that. */
    Released settle(RegistryExporter resource, Workload workload, String why) {
        Released released = takeBack(resource, workload, why);
        released.left()
                .filter(left -> left.reason() == Reason.OWNED_BY_OTHER_MANAGER)
                .ifPresent(left -> leftBehind(resource, workload, left));
        return released;
    }

    /** Takes the exporter back, and tells of it when that is done. */
    Released takeBack(RegistryExporter resource, Workload workload, String why) {
        if (!workload.applied()) {
            // Given up before, and still there: it is somebody else's too.
            return Released.leaving(Leftovers.of(workload));
        }
        try {
            Written written = writer.release(workload);
            if (written instanceof Written.Done done) {
                return released(resource, workload, done, why);
            }
            return written instanceof Written.Gone ? Released.GONE : Released.leaving(WriteRefusal.of(written));
        } catch (KubernetesClientException e) {
            // A webhook that fails, for example; it must not hold up the others.
            return Released.leaving(Optional.of(new Verdict(Reason.API_ERROR, RootMessage.of(e))));
        }
    }

    private Released released(RegistryExporter resource, Workload workload, Written.Done done, String why) {
        caches.remember(workload, done.live());
        memory.takenBack(workload);
        Optional<Workload> live = Workloads.of(done.live());
        Optional<Verdict> left = live.flatMap(Leftovers::of);
        boolean taken = left.isEmpty() && done.changed(workload) && workload.carries();
        if (taken) {
            journal.changed(resource, workload, Change.TAKEN_BACK, why);
        }
        boolean restarts =
                taken && live.filter(now -> now.rollout().restarting()).isPresent();
        if (restarts) {
            live.ifPresent(now -> memory.restarts().began(resource, now, Optional.empty()));
        }
        return Released.after(restarts, left);
    }

    /** Image of the exporter in a workload; empty where there is none of the operator's. */
    static String image(Workload workload) {
        return workload.carries()
                ? workload.exporter().map(container -> container.getImage()).orElse("")
                : "";
    }

    /** Something stays; told unless the status says so since a round before. */
    void leftBehind(RegistryExporter resource, Workload workload, Verdict left) {
        if (!Told.says(resource, workload, left)) {
            journal.changed(resource, workload, Change.LEFT_BEHIND, left.message());
        }
    }
}
