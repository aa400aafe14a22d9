package io.registryexporter.operator.decide.history;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.decide.rollout.RolloutHistory;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What earlier rounds of this process know of one workload. It is lost with the process, which makes at most one restart
 * more at a time.
 *
 * @param known whether an earlier round has seen the workload
 * @param ended digest of the template whose rollout has ended well: what becomes of its pods later is no restart of the
 *     operator's
 * @param restart the restart under way
 * @param accepted the exporter's container as the API server answered it to the last write; admission may have changed it
 * @param overwrites how often somebody has undone what the operator wrote; empty before the first look
 * @param failedPods uids of pods with which an exporter failed: they may still be there when the next one begins
 */
public record WorkloadHistory(
        boolean known,
        Optional<String> ended,
        Optional<Restart> restart,
        Optional<Container> accepted,
        Optional<OverwriteHistory> overwrites,
        Set<String> failedPods) {
    /**
     * As a Deployment's default, beside what its pods take to end and to count as available; a StatefulSet has no deadline
     * of its own, nor has a Deployment where it was taken off.
     */
    static final Duration DEADLINE = Duration.ofMinutes(10);

    public WorkloadHistory {
        failedPods = Set.copyOf(failedPods);
    }

    /** Of a workload that no round has seen. */
    public static WorkloadHistory none() {
        return new WorkloadHistory(
                false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
    }

    /**
     * The workload is seen in a round.
     *
     * @param resource name of the resource of the round; empty where there is none
     * @param reportedRunning whether the status says, maybe since an earlier process, that the rollout of the newest
     *     template has ended well
     */
    public WorkloadHistory seen(String resource, Workload workload, boolean reportedRunning, Instant now) {
        Optional<String> newest = Optional.of(workload.templateFingerprint());
        boolean endedWell = workload.rollout().complete() || (!known && reportedRunning) || ended.equals(newest);
        WorkloadHistory next = new WorkloadHistory(
                true, endedWell ? newest : Optional.empty(), restart, accepted, overwrites, failedPods);
        RolloutFacts facts = next.reported(workload);
        if (!facts.restarting()) {
            return next.with(Optional.empty());
        }
        boolean caused = workload.changedByOperator();
        return next.with(restart.or(() -> caused ? Optional.of(Restart.begun(resource, facts, now)) : Optional.empty())
                .map(known -> known.at(facts, now)));
    }

    private WorkloadHistory with(Optional<Restart> following) {
        return new WorkloadHistory(known, ended, following, accepted, overwrites, failedPods);
    }

    private RolloutFacts reported(Workload workload) {
        RolloutFacts facts = workload.rollout();
        boolean finished = !facts.complete() && ended.equals(Optional.of(workload.templateFingerprint()));
        return finished ? facts.withFinished() : facts;
    }

    /** How the rollout stands; stuck where nothing has moved for the deadline and its controller has none. */
    public RolloutFacts facts(Workload workload, Instant now) {
        RolloutFacts facts = reported(workload);
        Duration deadline = DEADLINE.plus(workload.strategy().extraTimePerPod());
        boolean over = facts.restarting()
                && !facts.timed()
                && restart.filter(known -> !now.isBefore(known.since().plus(deadline)))
                        .isPresent();
        return over ? facts.withStuck("nothing has moved for " + deadline.toMinutes() + " minutes") : facts;
    }

    /** Whether the rollout is one of the operator's, and neither has ended nor has failed. */
    public boolean restarting(Workload workload, RolloutFacts facts) {
        boolean caused = workload.carriesExporter()
                ? workload.changedByOperator()
                // Without a controller nothing restarts.
                : facts.seen() && restart.isPresent();
        boolean failed = facts.observed() && facts.stuck().isPresent();
        return caused && facts.restarting() && !failed;
    }

    /** Whether a restart is followed that began when the exporter was removed for that resource. */
    public boolean followsRemoval(String resource, Workload workload) {
        return !workload.carriesExporter()
                && restart.filter(known -> known.resource().equals(resource)).isPresent();
    }

    /** Whether the exporter was removed from the workload for that resource, and the rollout goes on. */
    public boolean removalRollingOut(String resource, Workload workload, Instant now) {
        return followsRemoval(resource, workload) && restarting(workload, facts(workload, now));
    }

    /** For how long nothing has moved. */
    public Duration sinceProgress(Instant now) {
        return restart.map(known -> Duration.between(known.since(), now)).orElse(Duration.ZERO);
    }

    /** What is known of the rollout beside its own status. */
    public RolloutHistory rollout(Workload workload, Instant now) {
        return new RolloutHistory(workload.changedByOperator(), failedPods, sinceProgress(now));
    }

    /** The operator is about to write, and looked whether somebody has undone the last write. */
    public WorkloadHistory with(OverwriteHistory history) {
        return new WorkloadHistory(known, ended, restart, accepted, Optional.of(history), failedPods);
    }

    /** What may become of the restart under way was judged. */
    public WorkloadHistory judged(Optional<String> hazard) {
        return with(restart.map(known -> known.judged(hazard)));
    }

    /**
     * The operator has written the exporter.
     *
     * @param resource name of the resource
     * @param live the workload as the API server answered it
     * @param applied by which the pods of the new template are known
     * @param hazard what may become of the rollout
     */
    public WorkloadHistory injected(
            String resource, Workload live, String applied, Optional<String> hazard, Instant now) {
        OverwriteHistory written = overwrites.orElseGet(OverwriteHistory::none).written(applied, live.version());
        WorkloadHistory next =
                new WorkloadHistory(known, ended, restart, live.exporter(), Optional.of(written), failedPods);
        return live.rollout().restarting() ? next.begun(resource, live, hazard, now) : next;
    }

    /**
     * The operator has removed the exporter.
     *
     * @param resource name of the resource; empty where it is gone
     * @param live the workload as the API server answered it
     * @param failed uids of pods with which the exporter failed
     * @param restarts whether pods are being replaced because of the removal
     */
    public WorkloadHistory removed(String resource, Workload live, Set<String> failed, boolean restarts, Instant now) {
        WorkloadHistory next = new WorkloadHistory(
                known, ended, restart, Optional.empty(), Optional.empty(), failed.isEmpty() ? failedPods : failed);
        return restarts ? next.begun(resource, live, Optional.empty(), now) : next;
    }

    private WorkloadHistory begun(String resource, Workload live, Optional<String> hazard, Instant now) {
        Restart begun = Restart.begun(resource, live.rollout(), now).judged(hazard);
        return new WorkloadHistory(known, Optional.empty(), Optional.of(begun), accepted, overwrites, failedPods);
    }
}
