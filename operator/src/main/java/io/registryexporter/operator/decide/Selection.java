package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.Workload;
import java.util.List;

/**
 * One resource, and those beside which it selects its workloads.
 *
 * @param resource the resource of the round
 * @param siblings every resource of the namespace, this one too
 */
public record Selection(RegistryExporter resource, List<RegistryExporter> siblings) {

    public Selection {
        siblings = List.copyOf(siblings);
    }

    /** Name of the resource. */
    public String name() {
        return resource.getMetadata().getName();
    }

    /** Whether the selector of the resource matches. */
    public boolean selects(Workload workload) {
        return Ownership.selects(resource, workload);
    }

    /** Whether another resource has the workload now: that one changes the workload in one step. */
    public boolean handedOver(Workload workload) {
        return Ownership.owner(workload, siblings)
                .filter(owner -> !owner.getMetadata().getName().equals(name()))
                .isPresent();
    }

    /** Whether a workload has the resource's marker, or something of the operator's without a marker and is selected. */
    public boolean carries(Workload workload) {
        return workload.hasOperatorFields()
                && workload.injectedBy().map(name()::equals).orElseGet(() -> selects(workload));
    }
}
