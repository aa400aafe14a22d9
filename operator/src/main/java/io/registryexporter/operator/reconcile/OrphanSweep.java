package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.observe.Pages;
import io.registryexporter.operator.observe.ResourceCache;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.Ownership;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes back what is left of resources that went without their cleanup: somebody removed the finalizer, or the operator
 * was not there. Asks the API server only about a workload that carries something of nobody's.
 */
final class OrphanSweep {
    private final KubernetesClient client;
    private final WorkloadCaches caches;
    private final ResourceCache resources;
    private final WorkloadWriter writer;
    private final Memory memory;
    private final ChangeJournal journal;

    /** By uid, why one could not be taken back. */
    private final Map<String, String> told = new HashMap<>();

    OrphanSweep(
            KubernetesClient client,
            WorkloadCaches caches,
            ResourceCache resources,
            WorkloadWriter writer,
            Memory memory,
            ChangeJournal journal) {
        this.client = client;
        this.caches = caches;
        this.resources = resources;
        this.writer = writer;
        this.memory = memory;
        this.journal = journal;
    }

    /** Sweeps once; what cannot be released is logged, and tried again by the next sweep. */
    synchronized void sweep() {
        Set<String> uids = caches.uids();
        memory.retain(uids);
        told.keySet().retainAll(uids);
        Set<String> restarted = new HashSet<>();
        for (Workload workload : caches.ours()) {
            String namespace = workload.id().namespace();
            boolean orphan = workload.applied() && isOrphan(workload, resources.in(namespace));
            // Nobody is in a hurry: registries of one namespace do not restart together.
            if (orphan && (!workload.carries() || restarted.add(namespace))) {
                release(workload);
            }
        }
    }

    private static boolean isOrphan(Workload workload, List<RegistryExporter> resources) {
        return Ownership.owner(workload, resources).isEmpty()
                && workload.injectedBy()
                        .map(name -> resources.stream()
                                .noneMatch(resource ->
                                        name.equals(resource.getMetadata().getName())))
                        .orElse(true);
    }

    private void release(Workload workload) {
        try {
            List<RegistryExporter> now = Pages.all(client.resources(RegistryExporter.class)
                    .inNamespace(workload.id().namespace()));
            if (isOrphan(workload, now)) {
                told(workload, writer.release(workload));
            }
        } catch (KubernetesClientException e) {
            notTakenBack(workload, RootMessage.of(e));
        }
    }

    private void told(Workload workload, Written written) {
        Optional<Verdict> left = WriteRefusal.of(written);
        if (written instanceof Written.Done done) {
            caches.remember(workload, done.live());
            left = Workloads.of(done.live()).flatMap(Leftovers::of);
            if (left.isEmpty() && done.changed(workload)) {
                journal.orphan(workload, "no RegistryExporter has it any more");
            }
        }
        left.ifPresent(why -> notTakenBack(workload, why.message()));
    }

    /** It is tried each minute, and told when there is something new about it. */
    private void notTakenBack(Workload workload, String why) {
        if (!why.equals(told.put(workload.uid(), why))) {
            journal.stillOrphan(workload, why);
        }
    }
}
