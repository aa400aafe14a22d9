package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.rollout.RolloutAssessment;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;

/**
 * One workload in a round, before anything is decided.
 *
 * @param plan what the resource wants
 * @param rollout how far the exporter has come, where the workload carries one that is followed
 * @param restarting whether the registry is being restarted because of the operator
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

    /** Whether the exporter in the workload is what does not start. */
    public boolean exporterFails() {
        return rollout.filter(found -> found.verdict().reason() == Reason.EXPORTER_NOT_STARTING)
                .isPresent();
    }

    /** Why the exporter keeps its registry from running, and the operator may remove it; empty where it does not. */
    Optional<Verdict> failure() {
        boolean mayRemove = selection.resource().wanted().rollout().withdrawOnFailure() && !paused();
        return mayRemove ? rollout.flatMap(RolloutAssessment::failure) : Optional.empty();
    }

    boolean paused() {
        return selection.resource().wanted().paused();
    }

    /** Whether the workload has to wait for another exporter; an exporter that failed elsewhere comes to no workload. */
    boolean hasToWait(RestartBudget budget) {
        return !restarting && (budget.withdrawn().isPresent() || (wouldRestart() && !budget.freeToInject()));
    }

    /** Whether a change of the pod template would restart a registry that is at rest. */
    public boolean wouldRestart() {
        return !restarting && observation.rollout().unaided() > 0;
    }

    /** The workload for people, where the exporter was withdrawn from it for a cause that concerns all others. */
    Optional<String> withdrawnForAll() {
        return plan instanceof Plan.StayWithdrawn stay && stay.concernsOthers()
                ? Optional.of(RestartBudget.text(workload(), stay.why()))
                : Optional.empty();
    }
}
