package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.Versions;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The workloads of the watched namespaces, by the informers and by the answers to the operator's writes. */
public final class WorkloadCaches implements WorkloadSource {
    private final InformerEventSource<Deployment, RegistryExporter> deployments;
    private final InformerEventSource<StatefulSet, RegistryExporter> statefulSets;

    /** By uid, answers to writes that the informers may not have seen yet. */
    private final Map<String, HasMetadata> written = new ConcurrentHashMap<>();

    public WorkloadCaches(
            InformerEventSource<Deployment, RegistryExporter> deployments,
            InformerEventSource<StatefulSet, RegistryExporter> statefulSets) {
        this.deployments = deployments;
        this.statefulSets = statefulSets;
    }

    @Override
    public List<Workload> in(String namespace) {
        return Stream.concat(in(deployments, namespace), in(statefulSets, namespace))
                .map(this::newest)
                .flatMap(object -> Workloads.of(object).stream())
                .toList();
    }

    /** Without the answer, the operator would repeat or overlook a write that the informer has not seen yet. */
    private HasMetadata newest(HasMetadata cached) {
        return Optional.ofNullable(written.computeIfPresent(
                        cached.getMetadata().getUid(),
                        (uid, answer) -> Versions.of(answer) > Versions.of(cached) ? answer : null))
                .orElse(cached);
    }

    /** The workloads of all watched namespaces. */
    public List<Workload> all() {
        return Stream.concat(deployments.list(object -> true), statefulSets.list(object -> true))
                .map(this::newest)
                .flatMap(object -> Workloads.of(object).stream())
                .toList();
    }

    /** The uids of all workloads of all watched namespaces; forgets the answers for all other workloads. */
    public Set<String> uids() {
        Set<String> uids = Stream.concat(deployments.list(object -> true), statefulSets.list(object -> true))
                .map(object -> object.getMetadata().getUid())
                .collect(Collectors.toSet());
        written.keySet().retainAll(uids);
        return uids;
    }

    /**
     * If the informer no longer has the version for which the write was decided, its version is newer than the answer.
     */
    @Override
    public void remember(Workload planned, HasMetadata answer) {
        written.put(planned.uid(), answer);
        if (answer instanceof Deployment deployment) {
            remember(deployments, planned, deployment);
        } else if (answer instanceof StatefulSet statefulSet) {
            remember(statefulSets, planned, statefulSet);
        }
    }

    private static <R extends HasMetadata> Stream<R> in(
            InformerEventSource<R, RegistryExporter> source, String namespace) {
        return source.list(namespace, object -> true)
                .flatMap(object -> source.get(ResourceID.fromResource(object)).stream())
                .filter(object -> !object.isMarkedForDeletion());
    }

    private static <R extends HasMetadata> void remember(
            InformerEventSource<R, RegistryExporter> source, Workload planned, R answer) {
        ResourceID id = ResourceID.fromResource(answer);
        source.get(id)
                .filter(cached ->
                        planned.resourceVersion().equals(cached.getMetadata().getResourceVersion()))
                .ifPresent(cached -> source.handleRecentResourceUpdate(id, answer, cached));
    }
}
