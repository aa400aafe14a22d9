package io.registryexporter.operator.decide.history;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.decide.preflight.Preflight;
import io.registryexporter.operator.decide.rollout.RolloutHistory;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.UpdateStrategy;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The history of one workload by earlier rounds of this process. A new process starts without it, which allows at most
 * one additional restart at a time.
 *
 * @param known whether an earlier round observed the workload
 * @param ended fingerprint of the template whose rollout succeeded: later changes of its pods are no restart by the
 *     operator
 * @param restart the restart under way
 * @param accepted the exporter's container in the answer to the last write; admission may have changed it
 * @param overwrites how often another manager undid the writes of the operator; empty before the first check
 * @param failedPods uids of pods whose exporter failed: they may still exist when the next rollout begins
 * @param preflight the last preflight, running or ended
 * @param remark what no preflight proved of the exporter that the workload carries; empty if there is nothing to say
 */
public record WorkloadHistory(
        boolean known,
        Optional<String> ended,
        Optional<Restart> restart,
        Optional<Container> accepted,
        Optional<OverwriteHistory> overwrites,
        Set<String> failedPods,
        Optional<Preflight> preflight,
        String remark) {
    public WorkloadHistory {
        failedPods = Set.copyOf(failedPods);
    }

    /** The history of a workload that no round has observed. */
    public static WorkloadHistory none() {
        return new WorkloadHistory(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                "");
    }

    /**
     * The history after a round observed the workload.
     *
     * @param resource name of the resource of the round; empty if there is none
     * @param reportedRunning whether the status, which an earlier process may have written, reports that the rollout of
     *     the newest template succeeded
     */
    public WorkloadHistory seen(String resource, Workload workload, boolean reportedRunning, Instant now) {
        Optional<String> newest = Optional.of(workload.templateFingerprint());
        boolean endedWell = workload.rollout().complete() || (!known && reportedRunning) || ended.equals(newest);
        WorkloadHistory next = new WorkloadHistory(
                true,
                endedWell ? newest : Optional.empty(),
                restart,
                accepted,
                overwrites,
                failedPods,
                preflight,
                remark);
        RolloutFacts facts = next.reported(workload);
        if (!facts.restarting()) {
            return next.with(Optional.empty());
        }
        boolean caused = workload.changedByOperator();
        return next.with(restart.or(() -> caused ? Optional.of(Restart.begun(resource, facts, now)) : Optional.empty())
                .map(known -> known.at(facts, now)));
    }

    private WorkloadHistory with(Optional<Restart> following) {
        return new WorkloadHistory(known, ended, following, accepted, overwrites, failedPods, preflight, remark);
    }

    private RolloutFacts reported(Workload workload) {
        RolloutFacts facts = workload.rollout();
        boolean finished = !facts.complete() && ended.equals(Optional.of(workload.templateFingerprint()));
        return finished ? facts.withFinished() : facts;
    }

    /**
     * The state of the rollout. A rollout without a deadline of its controller is stuck if it made no progress within
     * the deadline.
     */
    public RolloutFacts facts(Workload workload, Instant now) {
        RolloutFacts facts = reported(workload);
        Duration deadline = UpdateStrategy.DEADLINE.plus(workload.strategy().extraTimePerPod());
        boolean over = facts.restarting()
                && !facts.timed()
                && restart.filter(known -> !now.isBefore(known.since().plus(deadline)))
                        .isPresent();
        return over ? facts.withStuck("no progress for " + deadline.toMinutes() + " minutes") : facts;
    }

    /** Whether the operator caused the rollout, and it has neither ended nor failed. */
    public boolean restarting(Workload workload, RolloutFacts facts) {
        boolean caused = workload.carriesExporter()
                ? workload.changedByOperator()
                // Without a controller no pod restarts.
                : facts.seen() && restart.isPresent();
        boolean failed = facts.reported() && facts.stuck().isPresent();
        return caused && facts.restarting() && !failed;
    }

    /** Whether the operator follows a restart that a removal for that resource caused. */
    public boolean followsRemoval(String resource, Workload workload) {
        return !workload.carriesExporter()
                && restart.filter(known -> known.resource().equals(resource)).isPresent();
    }

    /** Whether the rollout after a removal for that resource is still under way. */
    public boolean removalRollingOut(String resource, Workload workload, Instant now) {
        return followsRemoval(resource, workload) && restarting(workload, facts(workload, now));
    }

    /** The time since the last progress. */
    public Duration sinceProgress(Instant now) {
        return restart.map(known -> Duration.between(known.since(), now)).orElse(Duration.ZERO);
    }

    /** The history of the rollout. */
    public RolloutHistory rollout(Workload workload, Instant now) {
        return new RolloutHistory(workload.changedByOperator(), failedPods, sinceProgress(now));
    }

    /** The history after a check whether another manager has undone the last write. */
    public WorkloadHistory with(OverwriteHistory history) {
        return new WorkloadHistory(
                known, ended, restart, accepted, Optional.of(history), failedPods, preflight, remark);
    }

    /** The history after a preflight began or ended. */
    public WorkloadHistory with(Preflight last) {
        return new WorkloadHistory(known, ended, restart, accepted, overwrites, failedPods, Optional.of(last), remark);
    }

    /** The history after the pod of a preflight was deleted without a verdict. */
    public WorkloadHistory withoutPreflight() {
        return new WorkloadHistory(known, ended, restart, accepted, overwrites, failedPods, Optional.empty(), remark);
    }

    /** The history after the hazard of the restart was judged. */
    public WorkloadHistory judged(Optional<String> hazard) {
        return with(restart.map(known -> known.judged(hazard)));
    }

    /**
     * The history after the operator wrote the exporter.
     *
     * @param resource name of the resource
     * @param live the workload in the answer of the API server
     * @param applied fingerprint that identifies the pods of the new template
     * @param hazard of the rollout
     * @param unproven what no preflight proved, for the user
     */
    public WorkloadHistory injected(
            String resource, Workload live, String applied, Optional<String> hazard, String unproven, Instant now) {
        OverwriteHistory written = overwrites
                .orElseGet(OverwriteHistory::none)
                .written(new OverwriteHistory.Write(applied, live.version(), live.base(), now));
        WorkloadHistory next = new WorkloadHistory(
                known, ended, restart, live.exporter(), Optional.of(written), failedPods, preflight, unproven);
        return live.rollout().restarting() ? next.begun(resource, live, hazard, now) : next;
    }

    /**
     * The history after the operator removed the exporter.
     *
     * @param resource name of the resource; empty if it does not exist any more
     * @param live the workload in the answer of the API server
     * @param failed uids of pods whose exporter failed
     * @param restarts whether the removal restarts the registry
     */
    public WorkloadHistory removed(String resource, Workload live, Set<String> failed, boolean restarts, Instant now) {
        WorkloadHistory next = new WorkloadHistory(
                known,
                ended,
                restart,
                Optional.empty(),
                Optional.empty(),
                failed.isEmpty() ? failedPods : failed,
                // The pod of a running preflight has to be deleted still.
                preflight.filter(Preflight::running),
                "");
        return restarts ? next.begun(resource, live, Optional.empty(), now) : next;
    }

    private WorkloadHistory begun(String resource, Workload live, Optional<String> hazard, Instant now) {
        Restart begun = Restart.begun(resource, live.rollout(), now).judged(hazard);
        return new WorkloadHistory(
                known, Optional.empty(), Optional.of(begun), accepted, overwrites, failedPods, preflight, remark);
    }
}
