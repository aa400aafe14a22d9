package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.rollout.RolloutAssessment;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;

/**
 * The assessment of one workload in a round, before the decision.
 *
 * @param plan desired by the resource
 * @param rollout the assessment of the rollout, if the workload carries an exporter whose rollout is followed
 * @param restarting whether the registry restarts because of the operator
 */
public record Assessment(
        Selection selection,
        Observation observation,
        Plan plan,
        Optional<RolloutAssessment> rollout,
        boolean restarting) {

    public Workload workload() {
        return observation.workload();
    }

    /** Whether the exporter in the workload does not start. */
    public boolean exporterFails() {
        return rollout.filter(found -> found.verdict().reason() == Reason.EXPORTER_NOT_STARTING)
                .isPresent();
    }

    /** Whether the registry runs again, and the exporter has not answered yet: the next registry waits for it. */
    boolean exporterSettles() {
        return workload().changedByOperator()
                && observation.rollout().complete()
                && rollout.filter(found -> found.verdict().reason() == Reason.ROLLOUT_IN_PROGRESS)
                        .isPresent();
    }

    /** Why the exporter blocks its registry, if the operator may remove the exporter; else empty. */
    Optional<Verdict> failure() {
        boolean mayRemove = selection.resource().wanted().rollout().withdrawOnFailure() && !paused();
        return mayRemove ? rollout.flatMap(RolloutAssessment::failure) : Optional.empty();
    }

    boolean paused() {
        return selection.resource().wanted().paused();
    }

    /**
     * Whether the workload has to wait for a new exporter. An exporter that failed in one workload is not injected into
     * others.
     */
    boolean hasToWait(RestartBudget budget) {
        return !restarting && (budget.withdrawn().isPresent() || (wouldRestart() && !budget.freeToInject()));
    }

    /** Whether a change of the pod template would restart a registry that does not restart now. */
    public boolean wouldRestart() {
        return !restarting && observation.rollout().unaided() > 0;
    }

    /**
     * The name of the workload, if the exporter was withdrawn from it for a cause that concerns other workloads too.
     */
    Optional<String> withdrawnForAll() {
        return plan instanceof Plan.StayWithdrawn stay && stay.concernsOthers()
                ? Optional.of(RestartBudget.text(workload(), stay.why()))
                : Optional.empty();
    }
}
