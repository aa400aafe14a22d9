package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.registryexporter.operator.api.Names;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One workload as the API server has it.
 *
 * @param labels its own labels, not those of its pods
 * @param template never to be changed: it is the informer's
 * @param podSelector which pods are its own
 * @param claimTemplates names of the volumes that a StatefulSet makes for each pod
 * @param applied whether the operator's field manager has applied anything that it still owns
 * @param ownsContainer whether the operator's field manager has applied a container
 * @param otherManagers who else has written fields of that container
 * @param lastWriter field manager of the newest change
 */
public record Workload(
        WorkloadId id,
        String uid,
        String resourceVersion,
        long generation,
        Map<String, String> labels,
        Map<String, String> annotations,
        PodTemplateSpec template,
        LabelSelector podSelector,
        Set<String> claimTemplates,
        boolean applied,
        boolean ownsContainer,
        Set<String> otherManagers,
        String lastWriter,
        RolloutFacts rollout,
        UpdateStrategy strategy) {

    public Workload {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        claimTemplates = Set.copyOf(claimTemplates);
        otherManagers = Set.copyOf(otherManagers);
    }

    /** Name of the RegistryExporter in the marker. */
    public Optional<String> injectedBy() {
        return Optional.ofNullable(annotations.get(Names.INJECTED_BY));
    }

    /** Which of two states of a workload is the newer one. */
    public long version() {
        return Versions.of(resourceVersion, generation);
    }

    /** Whether it carries the exporter for a resource: its marker, or the container that the operator applied. */
    public boolean carriesExporter() {
        return injectedBy().isPresent() || ownsContainer;
    }

    /** Whether anything in it is the operator's, also a note that is left of a withdrawal. */
    public boolean hasOperatorFields() {
        return carriesExporter() || withdrawal().isPresent();
    }

    /** The note of a withdrawal. */
    public Optional<Withdrawal> withdrawal() {
        return Optional.ofNullable(annotations.get(Names.WITHDRAWN)).map(Withdrawal::parse);
    }

    /** A digest of its pods' template without the exporter. */
    public String base() {
        return PodTemplates.ownersFingerprint(template);
    }

    /** By which pods of its newest template are known, where the exporter is in it; else empty. */
    public String podsApplied() {
        return podAnnotations().getOrDefault(Names.APPLIED, "");
    }

    /** A digest of its pods' template, with the exporter in it. */
    public String templateFingerprint() {
        return Fingerprint.of(base() + " " + podsApplied());
    }

    /** Whether the newest template came by a write of the operator, and not by its owner's since. */
    public boolean changedByOperator() {
        return carriesExporter() && base().equals(annotations.get(Names.BASE));
    }

    /** Annotations that its pods get. */
    public Map<String, String> podAnnotations() {
        return Optional.ofNullable(template.getMetadata())
                .flatMap(metadata -> Optional.ofNullable(metadata.getAnnotations()))
                .orElse(Map.of());
    }

    /** The container of the exporter's name, whoever put it there. */
    public Optional<Container> exporter() {
        return template.getSpec().getContainers().stream()
                .filter(container -> Names.CONTAINER.equals(container.getName()))
                .findFirst();
    }
}
