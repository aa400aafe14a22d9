package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.Selectors;
import io.registryexporter.operator.workload.Workload;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** Whose a workload is when several resources select it: the oldest has it, by name where they are of one second. */
public final class Ownership {
    private static final Comparator<RegistryExporter> AGE = Comparator.comparing((RegistryExporter resource) ->
                    Objects.requireNonNullElse(resource.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(resource -> resource.getMetadata().getName());

    private Ownership() {}

    /** The resource that has it; none where no resource that stays selects it. */
    public static Optional<RegistryExporter> owner(Workload workload, Collection<RegistryExporter> resources) {
        return resources.stream()
                .filter(resource -> !resource.isMarkedForDeletion())
                .filter(resource -> selects(resource, workload))
                .min(AGE);
    }

    /** Whether the workload carries something of the operator's for a resource that is gone. */
    public static boolean isOrphan(Workload workload, Collection<RegistryExporter> resources) {
        return workload.hasOperatorFields()
                && workload.applied()
                && owner(workload, resources).isEmpty()
                && workload.injectedBy()
                        .map(name -> resources.stream()
                                .noneMatch(resource ->
                                        name.equals(resource.getMetadata().getName())))
                        .orElse(true);
    }

    public static boolean selects(RegistryExporter resource, Workload workload) {
        return Objects.equals(
                        resource.getMetadata().getNamespace(), workload.id().namespace())
                && Selectors.matches(resource.wanted().selector(), workload.labels());
    }
}
