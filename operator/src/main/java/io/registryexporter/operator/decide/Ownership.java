package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.Selectors;
import io.registryexporter.operator.workload.Workload;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** Which of several resources owns a workload: the oldest, or the first by name if their creation times are equal. */
public final class Ownership {
    private static final Comparator<RegistryExporter> AGE = Comparator.comparing((RegistryExporter resource) ->
                    Objects.requireNonNullElse(resource.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(resource -> resource.getMetadata().getName());

    private Ownership() {}

    /** The resource that owns the workload; empty if no resource selects it, except those being deleted. */
    public static Optional<RegistryExporter> owner(Workload workload, Collection<RegistryExporter> resources) {
        return resources.stream()
                .filter(resource -> !resource.isMarkedForDeletion())
                .filter(resource -> selects(resource, workload))
                .min(AGE);
    }

    /** Whether the workload carries fields of the operator for a resource that does not exist any more. */
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
