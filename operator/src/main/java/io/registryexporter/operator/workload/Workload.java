package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.registryexporter.operator.api.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One workload of the API server.
 *
 * @param metadata of the workload
 * @param pods how the workload creates its pods
 * @param managers field managers of the workload
 */
public record Workload(
        WorkloadId id,
        Metadata metadata,
        PodDefinition pods,
        FieldManagers managers,
        RolloutFacts rollout,
        UpdateStrategy strategy) {

    /**
     * Metadata of a workload.
     *
     * @param labels of the workload, not of its pods
     * @param controller the object that controls the workload, if there is one
     */
    public record Metadata(
            String uid,
            String resourceVersion,
            long generation,
            Map<String, String> labels,
            Map<String, String> annotations,
            Optional<Controller> controller) {

        public Metadata {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }

        static Metadata of(ObjectMeta metadata) {
            return new Metadata(
                    Objects.requireNonNullElse(metadata.getUid(), ""),
                    Objects.requireNonNullElse(metadata.getResourceVersion(), ""),
                    Objects.requireNonNullElse(metadata.getGeneration(), 0L),
                    Objects.requireNonNullElse(metadata.getLabels(), Map.of()),
                    Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()),
                    Objects.requireNonNullElse(metadata.getOwnerReferences(), List.<OwnerReference>of()).stream()
                            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                            .map(owner -> new Controller(owner.getKind(), owner.getName()))
                            .findFirst());
        }
    }

    /** An object whose operator or controller manages the workload. */
    public record Controller(String kind, String name) {
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /**
     * How a workload creates its pods.
     *
     * @param template must not be changed, because it belongs to the informer
     * @param selector of the pods
     * @param claimTemplates names of the volumes that a StatefulSet creates for each pod
     * @param exclusive those of them that only one pod can mount
     */
    public record PodDefinition(
            PodTemplateSpec template, LabelSelector selector, Set<String> claimTemplates, Set<String> exclusive) {
        public PodDefinition {
            claimTemplates = Set.copyOf(claimTemplates);
            exclusive = Set.copyOf(exclusive);
        }
    }

    /**
     * Field managers of a workload.
     *
     * @param container owners of the exporter's container
     * @param lastWriter manager of the newest change
     */
    public record FieldManagers(ContainerOwners container, String lastWriter) {}

    public String uid() {
        return metadata.uid();
    }

    public String resourceVersion() {
        return metadata.resourceVersion();
    }

    /** The object that controls the workload, such as one of a registry's own operator. */
    public Optional<Controller> controller() {
        return metadata.controller();
    }

    /** Labels of the workload, not of its pods. */
    public Map<String, String> labels() {
        return metadata.labels();
    }

    /** Annotations of the workload, not of its pods. */
    public Map<String, String> annotations() {
        return metadata.annotations();
    }

    /** The pod template; must not be changed, because it belongs to the informer. */
    public PodTemplateSpec template() {
        return pods.template();
    }

    /** The selector of its pods. */
    public LabelSelector podSelector() {
        return pods.selector();
    }

    /** Names of the volumes that a StatefulSet creates for each pod. */
    public Set<String> claimTemplates() {
        return pods.claimTemplates();
    }

    /** Names of the volumes that a StatefulSet creates for each pod and that only that pod can mount. */
    public Set<String> exclusiveClaimTemplates() {
        return pods.exclusive();
    }

    /** Whether the operator's field manager has applied any field that it still owns. */
    public boolean applied() {
        return managers.container().applied();
    }

    /** Whether the operator's field manager owns fields of the exporter's container. */
    public boolean ownsContainer() {
        return managers.container().operator();
    }

    /** Other managers that own fields of the exporter's container. */
    public Set<String> otherManagers() {
        return managers.container().others();
    }

    /** The field manager of the newest change. */
    public String lastWriter() {
        return managers.lastWriter();
    }

    /** Name of the RegistryExporter in the marker. */
    public Optional<String> injectedBy() {
        return Optional.ofNullable(annotations().get(Names.INJECTED_BY));
    }

    /** A number that grows with each change of the workload. */
    public long version() {
        return Versions.of(resourceVersion(), metadata.generation());
    }

    /** Whether the workload has the marker of a resource, or a container that the operator applied. */
    public boolean carriesExporter() {
        return injectedBy().isPresent() || ownsContainer();
    }

    /** Whether the workload has fields of the operator, including the note of a withdrawal. */
    public boolean hasOperatorFields() {
        return carriesExporter() || withdrawal().isPresent();
    }

    /** The note of a withdrawal. */
    public Optional<Withdrawal> withdrawal() {
        return Optional.ofNullable(annotations().get(Names.WITHDRAWN)).map(Withdrawal::parse);
    }

    /** The fingerprint of the pod template without the exporter. */
    public String base() {
        return base(Set.of());
    }

    /**
     * The same as the base after an injection.
     *
     * @param podAnnotations names of the annotations that the injection brings
     */
    public String base(Set<String> podAnnotations) {
        Set<String> operators = Stream.concat(
                        podAnnotations.stream(),
                        Stream.of(annotations()
                                .getOrDefault(Names.POD_ANNOTATIONS, "")
                                .split(",")))
                .collect(Collectors.toSet());
        return PodTemplates.ownersFingerprint(template(), operators);
    }

    /** The fingerprint that identifies pods of the newest template with the exporter; else empty. */
    public String podsApplied() {
        return podAnnotations().getOrDefault(Names.APPLIED, "");
    }

    /** The fingerprint of the pod template with the exporter. */
    public String templateFingerprint() {
        return Fingerprint.of(base() + " " + podsApplied());
    }

    /** Whether the operator wrote the newest template, and its owner has not changed it since. */
    public boolean changedByOperator() {
        return carriesExporter() && base().equals(annotations().get(Names.BASE));
    }

    /** Annotations of the pod template. */
    public Map<String, String> podAnnotations() {
        return Optional.ofNullable(template().getMetadata())
                .flatMap(metadata -> Optional.ofNullable(metadata.getAnnotations()))
                .orElse(Map.of());
    }

    /** The container with the exporter's name, even if the operator did not write it. */
    public Optional<Container> exporter() {
        return template().getSpec().getContainers().stream()
                .filter(container -> Names.CONTAINER.equals(container.getName()))
                .findFirst();
    }
}
