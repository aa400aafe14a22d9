package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts the client's objects to workloads. */
public final class Workloads {
    private Workloads() {}

    /** A Deployment or StatefulSet; empty for any other kind. */
    public static Optional<Workload> of(HasMetadata object) {
        if (object instanceof Deployment deployment) {
            return Optional.of(of(deployment));
        }
        return object instanceof StatefulSet statefulSet ? Optional.of(of(statefulSet)) : Optional.empty();
    }

    public static Workload of(Deployment deployment) {
        return view(
                deployment,
                WorkloadKind.DEPLOYMENT,
                deployment.getSpec().getTemplate(),
                deployment.getSpec().getSelector(),
                List.of(),
                DeploymentFacts.of(deployment),
                UpdateStrategy.of(deployment));
    }

    public static Workload of(StatefulSet statefulSet) {
        return view(
                statefulSet,
                WorkloadKind.STATEFUL_SET,
                statefulSet.getSpec().getTemplate(),
                statefulSet.getSpec().getSelector(),
                statefulSet.getSpec().getVolumeClaimTemplates(),
                StatefulSetFacts.of(statefulSet),
                UpdateStrategy.of(statefulSet));
    }

    private static Workload view(
            HasMetadata object,
            WorkloadKind kind,
            PodTemplateSpec template,
            LabelSelector podSelector,
            List<PersistentVolumeClaim> claimTemplates,
            RolloutFacts facts,
            UpdateStrategy strategy) {
        ObjectMeta metadata = object.getMetadata();
        return new Workload(
                new WorkloadId(kind, metadata.getNamespace(), metadata.getName()),
                Workload.Metadata.of(metadata),
                new Workload.PodDefinition(
                        withSpec(template),
                        Objects.requireNonNullElseGet(podSelector, LabelSelector::new),
                        names(claimTemplates.stream()),
                        names(claimTemplates.stream().filter(Workloads::isExclusive))),
                new Workload.FieldManagers(
                        ContainerOwners.of(metadata.getManagedFields()), LastWriter.of(metadata.getManagedFields())),
                facts,
                strategy);
    }

    private static Set<String> names(Stream<PersistentVolumeClaim> claims) {
        return claims.map(claim -> claim.getMetadata().getName()).collect(Collectors.toSet());
    }

    private static boolean isExclusive(PersistentVolumeClaim claim) {
        return claim.getSpec() != null
                && Objects.requireNonNullElse(claim.getSpec().getAccessModes(), List.<String>of())
                        .contains("ReadWriteOncePod");
    }

    private static PodTemplateSpec withSpec(PodTemplateSpec template) {
        return template.getSpec() == null
                ? new PodTemplateSpecBuilder(template).withSpec(new PodSpec()).build()
                : template;
    }
}
