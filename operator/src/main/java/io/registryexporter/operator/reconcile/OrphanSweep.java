package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.ExporterRemoval;
import io.registryexporter.operator.decide.Observation;
import io.registryexporter.operator.decide.Ownership;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.decide.RestartBudget;
import io.registryexporter.operator.execute.ApiErrorMessage;
import io.registryexporter.operator.observe.Pages;
import io.registryexporter.operator.observe.ResourceCache;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.record.events.EventRecorder;
import io.registryexporter.operator.record.memory.Memory;
import io.registryexporter.operator.workload.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Removes the exporters of resources that were deleted without their cleanup: a user removed the finalizer, or the
 * operator did not run. Sends requests only for namespaces that have a workload of a missing resource.
 */
final class OrphanSweep {
    private static final RemovalCause CAUSE = new RemovalCause.Orphaned();

    /** Registries of one namespace restart one after the other, because a sweep is not urgent. */
    private static final int AT_A_TIME = 1;

    private final KubernetesClient client;
    private final WorkloadCaches caches;
    private final ResourceCache resources;
    private final Pipeline pipeline;
    private final Memory memory;
    private final EventRecorder events;

    /** By uid, the reported reason why the exporter could not be removed. */
    private final Map<String, String> reported = new HashMap<>();

    OrphanSweep(
            KubernetesClient client,
            WorkloadCaches caches,
            ResourceCache resources,
            Pipeline pipeline,
            Memory memory,
            EventRecorder events) {
        this.client = client;
        this.caches = caches;
        this.resources = resources;
        this.pipeline = pipeline;
        this.memory = memory;
        this.events = events;
    }

    /** Sweeps once; logs exporters that cannot be removed, which the next sweep tries again. */
    synchronized void sweep() {
        Set<String> uids = caches.uids();
        memory.retain(uids);
        reported.keySet().retainAll(uids);
        Map<String, List<Workload>> byNamespace = caches.all().stream()
                .filter(workload ->
                        Ownership.isOrphan(workload, resources.in(workload.id().namespace()))
                                || removalRollingOut(workload))
                .collect(Collectors.groupingBy(
                        workload -> workload.id().namespace(), TreeMap::new, Collectors.toList()));
        byNamespace.forEach(this::sweep);
    }

    /** Follows the rollout of a workload after a removal by a sweep. */
    private boolean removalRollingOut(Workload workload) {
        return memory.of(workload).followsRemoval("", workload);
    }

    private void sweep(String namespace, List<Workload> workloads) {
        try {
            List<RegistryExporter> now =
                    Pages.all(client.resources(RegistryExporter.class).inNamespace(namespace));
            remove(workloads.stream()
                    .filter(workload -> removalRollingOut(workload) || Ownership.isOrphan(workload, now))
                    .map(workload -> pipeline.observe(Optional.empty(), workload))
                    .toList());
        } catch (KubernetesClientException e) {
            workloads.forEach(workload -> notRemoved(workload, ApiErrorMessage.of(e)));
        }
    }

    private void remove(List<Observation> orphans) {
        RestartBudget budget = RestartBudget.of(
                AT_A_TIME, orphans.stream().filter(Observation::restarting).count());
        for (Observation orphan : orphans) {
            Outcome outcome = pipeline.remove(Optional.empty(), orphan, CAUSE, budget);
            boolean restarts = outcome.restarts() && ExporterRemoval.wouldRestart(orphan);
            budget = budget.after(orphan.workload(), outcome.decision(), restarts);
            outcome.leftBehind().ifPresent(why -> notRemoved(orphan.workload(), why.message()));
        }
    }

    /** Each sweep repeats the removal, but the log reports only a new reason. */
    private void notRemoved(Workload workload, String why) {
        if (!why.equals(reported.put(workload.uid(), why))) {
            events.orphanNotRemoved(workload.id(), why);
        }
    }
}
