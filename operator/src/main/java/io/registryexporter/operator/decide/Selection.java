package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.Workload;
import java.util.List;

/**
 * One resource with all resources of its namespace.
 *
 * @param resource the resource of the round
 * @param siblings all resources of the namespace, including this one
 */
public record Selection(RegistryExporter resource, List<RegistryExporter> siblings) {

    public Selection {
        siblings = List.copyOf(siblings);
    }

    /** Name of the resource. */
    public String name() {
        return resource.getMetadata().getName();
    }

    /** Whether the selector of the resource matches the workload. */
    public boolean selects(Workload workload) {
        return Ownership.selects(resource, workload);
    }

    /** Whether another resource owns the workload now; that resource changes the workload in one write. */
    public boolean handedOver(Workload workload) {
        return Ownership.owner(workload, siblings)
                .filter(owner -> !owner.getMetadata().getName().equals(name()))
                .isPresent();
    }

    /**
     * Whether a workload has the marker of the resource. A selected workload with fields of the operator and without
     * any marker counts too.
     */
    public boolean carries(Workload workload) {
        return workload.hasOperatorFields()
                && workload.injectedBy().map(name()::equals).orElseGet(() -> selects(workload));
    }
}
