package io.registryexporter.operator.reconcile;

import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.status.Target;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.List;

/** Tells of what changed, once for each change: in the log, and as events of the resource and of the workload. */
final class ChangeJournal {
    private final Log log;
    private final EventWriter events;

    ChangeJournal(Log log, EventWriter events) {
        this.log = log;
        this.events = events;
    }

    /** A workload was written to. */
    void changed(RegistryExporter resource, Workload workload, Change change, String message) {
        log.info(
                "workload changed",
                "namespace",
                workload.id().namespace(),
                "workload",
                name(workload.id()),
                "resource",
                resource.getMetadata().getName(),
                "change",
                change,
                "why",
                message);
        events.write(resource, workload.id(), workload.uid(), change.warning(), change.toString(), message);
    }

    /** What was left of a resource that is gone was taken back. */
    void orphan(Workload workload, String message) {
        log.info(
                "workload changed",
                "namespace",
                workload.id().namespace(),
                "workload",
                name(workload.id()),
                "change",
                Change.TAKEN_BACK,
                "why",
                message);
        events.write(workload.id(), workload.uid(), false, Change.TAKEN_BACK.toString(), message);
    }

    /** It could not be taken back; only the log tells, because it is nobody's. */
    void stillOrphan(Workload workload, String message) {
        log.warn(
                "orphan not taken back; trying again",
                "namespace",
                workload.id().namespace(),
                "workload",
                name(workload.id()),
                "why",
                message);
    }

    /** A status was written; what it says for the first time is told. */
    void reported(RegistryExporter resource, List<Target> targets) {
        List<WorkloadStatus> before =
                resource.written().map(RegistryExporterStatus::workloads).orElse(List.of());
        targets.stream()
                .filter(target -> before.stream().noneMatch(known -> sameNews(known, target.status())))
                .forEach(target -> report(resource, target));
    }

    private static boolean sameNews(WorkloadStatus known, WorkloadStatus status) {
        return known.kind().equals(status.kind())
                && known.name().equals(status.name())
                && known.state() == status.state()
                && known.reason().equals(status.reason());
    }

    private void report(RegistryExporter resource, Target target) {
        WorkloadStatus status = target.status();
        boolean warning = status.state() == WorkloadState.FAILED
                || status.state() == WorkloadState.CONFLICT
                || status.state() == WorkloadState.WITHDRAWN;
        Object[] fields = {
            "namespace",
            target.id().namespace(),
            "workload",
            name(target.id()),
            "resource",
            resource.getMetadata().getName(),
            "state",
            status.state(),
            "reason",
            status.reason(),
            "why",
            status.message()
        };
        if (warning) {
            log.warn("workload state", fields);
        } else {
            log.info("workload state", fields);
        }
        // Whose turn it is changes with each of a thousand workloads; the status says so.
        if (target.verdict().reason() != Reason.WAITING_FOR_TURN) {
            events.write(resource, target.id(), target.uid(), warning, status.reason(), status.message());
        }
    }

    private static String name(WorkloadId id) {
        return id.kind() + "/" + id.name();
    }
}
