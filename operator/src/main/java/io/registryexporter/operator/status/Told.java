package io.registryexporter.operator.status;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.Objects;
import java.util.Optional;

/** What the status of a resource says of a workload since a round before, also one of a process before. */
public final class Told {
    private Told() {}

    public static Optional<WorkloadStatus> of(RegistryExporter resource, WorkloadId id) {
        return resource.told(id.kind().toString(), id.name());
    }

    /** Whether it says just that, so that it need not be told again. */
    public static boolean says(RegistryExporter resource, Workload workload, Verdict verdict) {
        WorkloadStatus status =
                new Target(workload.id(), workload.uid(), verdict, false, Optional.empty(), "").status();
        return of(resource, workload.id())
                .filter(told ->
                        told.reason().equals(status.reason()) && told.message().equals(status.message()))
                .isPresent();
    }

    /** Whether the exporter that it carries ran at the end of a round of this very spec, also one of a process before. */
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

    public static boolean is(RegistryExporter resource, WorkloadId id, Reason reason) {
        return of(resource, id)
                .filter(status -> status.reason().equals(reason.toString()))
                .isPresent();
    }
}
