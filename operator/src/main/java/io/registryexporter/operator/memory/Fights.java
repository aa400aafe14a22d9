package io.registryexporter.operator.memory;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.plan.Attempt;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.plan.Undoing;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Told;
import io.registryexporter.operator.workload.Workload;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who undoes again and again what the operator writes, so that it gives in. What was given in to stands in the status too,
 * and so outlives the operator.
 */
public final class Fights {
    private final Map<String, Undoing> byUid = new ConcurrentHashMap<>();
    private final Clock clock;

    public Fights(Clock clock) {
        this.clock = clock;
    }

    /** Why nothing is to be written any more; empty where it may be. */
    public Optional<Verdict> before(RegistryExporter resource, Workload workload, DesiredWorkload desired) {
        Attempt asked = Attempt.asked(resource, workload);
        Optional<WorkloadStatus> told = Told.of(resource, workload.id())
                .filter(status -> status.reason().equals(Reason.REMOVED_BY_OTHER_MANAGER.toString()))
                .filter(status -> status.attempt().equals(asked.digest()));
        Undoing undoing = byUid.compute(
                workload.uid(),
                (uid, known) -> Optional.ofNullable(known)
                        .orElseGet(() ->
                                told.map(status -> Undoing.stoppedAt(asked)).orElseGet(Undoing::none))
                        .before(digest(desired), workload.version(), asked, clock.instant()));
        return undoing.stopped()
                .map(attempt -> new Verdict(
                        Reason.REMOVED_BY_OTHER_MANAGER,
                        told.map(WorkloadStatus::message).orElseGet(() -> message(workload))));
    }

    private static String message(Workload workload) {
        String who = workload.lastWriter().equals(Names.FIELD_MANAGER)
                ? "another " + Names.FIELD_MANAGER
                : "field manager " + workload.lastWriter();
        return "what the operator wrote was undone three times in ten minutes; by its managedFields, "
                + who
                + " wrote to the workload last. Nothing more is written. See \"Helm, Argo CD, Flux\" in the README, then set annotation "
                + Names.RETRY + " to a new value";
    }

    /** The operator has written; the workload is as it was answered. */
    public void written(Workload live, DesiredWorkload desired) {
        byUid.compute(
                live.uid(),
                (uid, known) ->
                        Optional.ofNullable(known).orElseGet(Undoing::none).written(digest(desired), live.version()));
    }

    private static String digest(DesiredWorkload desired) {
        return desired.applied();
    }

    /** The operator has taken the exporter back itself. */
    public void forget(Workload workload) {
        byUid.remove(workload.uid());
    }

    /** Forgets all workloads but those that are there. */
    public void retain(Set<String> uids) {
        byUid.keySet().retainAll(uids);
    }
}
