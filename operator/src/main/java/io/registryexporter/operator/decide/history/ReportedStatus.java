package io.registryexporter.operator.decide.history;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.Objects;
import java.util.Optional;

/** Reads the status of a workload, which an earlier process may have written. */
public final class ReportedStatus {
    private ReportedStatus() {}

    /** The reported status of a workload; empty if there is none. */
    public static Optional<WorkloadStatus> of(RegistryExporter resource, WorkloadId id) {
        return resource.reported(id.kind().toString(), id.name());
    }

    /** Whether the status of the current spec reports that the exporter of the workload runs. */
    public static boolean runs(RegistryExporter resource, Workload workload) {
        boolean current = resource.written()
                .filter(status -> Objects.equals(
                        status.observedGeneration(), resource.getMetadata().getGeneration()))
                .isPresent();
        String image = workload.exporter().map(Container::getImage).orElse("");
        return current
                && workload.changedByOperator()
                && of(resource, workload.id())
                        .filter(status -> status.reason().equals(Reason.EXPORTER_RUNNING.toString())
                                && status.image().equals(image))
                        .isPresent();
    }

    /** Whether the status reports that reason. */
    public static boolean is(RegistryExporter resource, WorkloadId id, Reason reason) {
        return of(resource, id)
                .filter(status -> status.reason().equals(reason.toString()))
                .isPresent();
    }
}
