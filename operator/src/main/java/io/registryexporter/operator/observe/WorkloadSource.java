package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.workload.Workload;
import java.util.List;

/** The workloads of the watched namespaces. */
public interface WorkloadSource {

    /** The workloads of one namespace that are not being deleted. */
    List<Workload> in(String namespace);

    /**
     * Remembers the answer to a write, which the watch may not have seen yet.
     *
     * @param planned the workload for which the write was decided
     */
    void remember(Workload planned, HasMetadata answer);
}
