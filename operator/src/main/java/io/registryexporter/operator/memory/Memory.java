package io.registryexporter.operator.memory;

import io.registryexporter.operator.workload.Workload;
import java.time.Clock;
import java.util.Set;

/** What the operator remembers of workloads from one round to the next, by their uid. */
public record Memory(
        AcceptedContainers accepted, Fights fights, Restarts restarts, FailedPods failedPods, Deletions deletions) {

    public static Memory empty(Clock clock) {
        return new Memory(
                new AcceptedContainers(),
                new Fights(clock),
                new Restarts(clock),
                new FailedPods(),
                new Deletions(clock));
    }

    /** The exporter is not in it any more, by the operator's own write. */
    public void takenBack(Workload workload) {
        accepted.forget(workload);
        fights.forget(workload);
    }

    /** Forgets all workloads but those that are there. */
    public void retain(Set<String> uids) {
        accepted.retain(uids);
        fights.retain(uids);
        restarts.retain(uids);
        failedPods.retain(uids);
    }
}
