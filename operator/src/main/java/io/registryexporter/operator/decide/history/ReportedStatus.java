package io.registryexporter.operator.decide.history;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.Objects;
import java.util.Optional;

/** What the status of a resource has reported of a workload, maybe by an earlier process. */
public final class ReportedStatus {
    private ReportedStatus() {}

    /** What is reported of a workload; empty where nothing is. */
    public static Optional<WorkloadStatus> of(RegistryExporter resource, WorkloadId id) {
        return resource.reported(id.kind().toString(), id.name());
    }

    /** Whether the status of this very spec reports that the exporter runs which the workload carries. */
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

    /** Whether that is the reported reason. */
    public static boolean is(RegistryExporter resource, WorkloadId id, Reason reason) {
        return of(resource, id)
                .filter(status -> status.reason().equals(reason.toString()))
                .isPresent();
    }
}
