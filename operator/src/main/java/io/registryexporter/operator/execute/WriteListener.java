package io.registryexporter.operator.execute;

import io.registryexporter.operator.workload.WorkloadId;

/** Receives the result of each write request to a workload. */
@FunctionalInterface
public interface WriteListener {
    void written(WorkloadId workload, Result result);
}
