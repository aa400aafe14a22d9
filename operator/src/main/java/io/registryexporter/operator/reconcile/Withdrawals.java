package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.Attempt;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Target;
import io.registryexporter.operator.workload.Withdrawal;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.Optional;
import java.util.Set;

/** Takes an exporter out of a registry that it keeps from starting, and sees to it that the registry comes back. */
final class Withdrawals {
    private final WorkloadWriter writer;
    private final WorkloadCaches caches;
    private final Memory memory;
    private final ChangeJournal journal;

    Withdrawals(WorkloadWriter writer, WorkloadCaches caches, Memory memory, ChangeJournal journal) {
        this.writer = writer;
        this.caches = caches;
        this.memory = memory;
        this.journal = journal;
    }

    /**
     * Withdraws after a failed rollout, and notes what failed. Nothing where the workload is gone meanwhile.
     *
     * @param pods uids of those with which it failed
     */
    Optional<Target> run(
            RegistryExporter resource, Workload workload, DesiredWorkload desired, Verdict failure, Set<String> pods) {
        Verdict told = new Verdict(
                failure.reason(),
                failure.message() + "; the exporter was withdrawn. Remove the cause, then change the resource or set"
                        + " annotation " + Names.RETRY + " to a new value");
        Attempt attempt = Attempt.of(resource, workload, desired);
        Written written = writer.withdraw(
                workload, new Withdrawal(attempt.digest(), told.reason().toString(), told.message()));
        if (!(written instanceof Written.Done done)) {
            return WriteRefusal.of(written)
                    .map(why -> new Target(
                            workload.id(), workload.uid(), why, true, Optional.empty(), Release.image(workload)));
        }
        caches.remember(workload, done.live());
        memory.takenBack(workload);
        memory.failedPods().remember(workload, pods);
        journal.changed(resource, workload, Change.WITHDRAWN, failure.message());
        return Workloads.of(done.live()).map(live -> {
            memory.restarts().began(resource, live, Optional.empty());
            return stays(live, told, attempt);
        });
    }

    /** One from which it was withdrawn. */
    static Target stays(Workload workload, Verdict why, Attempt attempt) {
        return new Target(
                workload.id(), workload.uid(), why, false, Optional.empty(), "", Optional.empty(), attempt.digest());
    }
}
