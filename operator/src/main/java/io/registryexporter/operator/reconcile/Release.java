package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.Ownership;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.List;
import java.util.Optional;

/** Takes back what a resource has injected where it has no right to it any more. */
final class Release {
    private final WorkloadCaches caches;
    private final WorkloadWriter writer;
    private final ChangeJournal journal;

    Release(WorkloadCaches caches, WorkloadWriter writer, ChangeJournal journal) {
        this.caches = caches;
        this.writer = writer;
        this.journal = journal;
    }

    /** Those that carry the resource's marker, or carry a container of ours without one and are selected by it. */
    List<Workload> carriersOf(RegistryExporter resource) {
        String name = resource.getMetadata().getName();
        return caches.in(resource.getMetadata().getNamespace()).stream()
                .filter(Workload::ours)
                .filter(workload ->
                        workload.injectedBy().map(name::equals).orElseGet(() -> Ownership.selects(resource, workload)))
                .toList();
    }

    /**
     * Takes the exporter back, unless another resource has the workload now: that one changes it in one step.
     *
     * @return why it is still there; empty when all is done that can be
     */
    Optional<Verdict> of(RegistryExporter resource, List<RegistryExporter> siblings, Workload workload, String why) {
        boolean handedOver = Ownership.owner(workload, siblings)
                .filter(owner -> !owner.getMetadata()
                        .getName()
                        .equals(resource.getMetadata().getName()))
                .isPresent();
        return handedOver ? Optional.empty() : release(resource, workload, why);
    }

    private Optional<Verdict> release(RegistryExporter resource, Workload workload, String why) {
        if (!workload.applied()) {
            // Given up before, and still there: it is somebody else's too.
            return Leftovers.of(workload);
        }
        try {
            Written written = writer.release(workload);
            if (written instanceof Written.Done done) {
                caches.remember(workload, done.live());
                return told(resource, workload, Workloads.of(done.live()).flatMap(Leftovers::of), why);
            }
            return Settler.refusal(written);
        } catch (KubernetesClientException e) {
            // A webhook that fails, for example; it must not hold up the others.
            return Optional.of(new Verdict(Reason.API_ERROR, RootMessage.of(e)));
        }
    }

    private Optional<Verdict> told(
            RegistryExporter resource, Workload workload, Optional<Verdict> leftover, String why) {
        leftover.ifPresentOrElse(
                verdict -> journal.changed(resource, workload, Change.LEFT_BEHIND, verdict.message()),
                () -> journal.changed(resource, workload, Change.TAKEN_BACK, why));
        return leftover;
    }
}
