package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.RegistryExporter;
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
                        concerns(workload, resources.in(workload.id().namespace())))
                .collect(Collectors.groupingBy(
                        workload -> workload.id().namespace(), TreeMap::new, Collectors.toList()));
        byNamespace.values().forEach(this::sweep);
    }

    private boolean concerns(Workload workload, List<RegistryExporter> existing) {
        return Ownership.isOrphan(workload, existing) || isAbandoned(workload, existing);
    }

    /** Whether a removal rolls out whose resource does not exist any more, so that no round follows it. */
    private boolean isAbandoned(Workload workload, List<RegistryExporter> existing) {
        return !workload.hasOperatorFields()
                && memory.of(workload)
                        .restart()
                        .filter(restart -> existing.stream()
                                .noneMatch(resource ->
                                        resource.getMetadata().getName().equals(restart.resource())))
                        .isPresent();
    }

    private void sweep(List<Workload> workloads) {
        List<Observation> observations = workloads.stream()
                .map(workload -> pipeline.observe(Optional.empty(), workload))
                .toList();
        RestartBudget budget = RestartBudget.of(
                AT_A_TIME, observations.stream().filter(Observation::restarting).count());
        for (Observation observation : observations) {
            try {
                budget = sweep(observation, budget);
            } catch (KubernetesClientException e) {
                notRemoved(observation.workload(), ApiErrorMessage.of(e));
            }
        }
    }

    /** The cache may lag: before each removal, the API server has to say that the resource does not exist. */
    private RestartBudget sweep(Observation observation, RestartBudget budget) {
        Workload workload = observation.workload();
        List<RegistryExporter> existing = Pages.all(client.resources(RegistryExporter.class)
                .inNamespace(workload.id().namespace()));
        if (!concerns(workload, existing)) {
            return budget;
        }
        Outcome outcome = pipeline.remove(Optional.empty(), observation, CAUSE, budget);
        outcome.leftBehind().ifPresent(why -> notRemoved(workload, why.message()));
        return budget.after(observation, outcome.decision(), outcome.restarts());
    }

    /** Each sweep repeats the removal, but the log reports only a new reason. */
    private void notRemoved(Workload workload, String why) {
        if (!why.equals(reported.put(workload.uid(), why))) {
            events.orphanNotRemoved(workload.id(), why);
        }
    }
}
