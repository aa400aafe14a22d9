package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Ownership;
import io.registryexporter.operator.decide.history.ReportedStatus;
import io.registryexporter.operator.observe.ResourceCache;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Maps a workload to its resources: those that select it, the one in its marker, and those whose status lists it,
 * because an event shows only the current state of the workload.
 */
final class PrimaryMapping {
    private final ResourceCache resources;

    PrimaryMapping(ResourceCache resources) {
        this.resources = resources;
    }

    Set<ResourceID> ofWorkload(HasMetadata object) {
        return Workloads.of(object).map(this::of).orElse(Set.of());
    }

    private Set<ResourceID> of(Workload workload) {
        String namespace = workload.id().namespace();
        Stream<String> concerned = resources.in(namespace).stream()
                .filter(resource -> Ownership.selects(resource, workload)
                        || ReportedStatus.of(resource, workload.id()).isPresent())
                .map(resource -> resource.getMetadata().getName());
        return Stream.concat(concerned, workload.injectedBy().stream())
                .map(name -> new ResourceID(name, namespace))
                .collect(Collectors.toSet());
    }

    /** The other resources of the namespace: a change of this one may give them a workload or take one. */
    Set<ResourceID> siblings(RegistryExporter resource) {
        return Optional.ofNullable(resource.getMetadata().getNamespace()).stream()
                .flatMap(namespace -> resources.in(namespace).stream())
                .filter(other -> !other.getMetadata()
                        .getName()
                        .equals(resource.getMetadata().getName()))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }
}
