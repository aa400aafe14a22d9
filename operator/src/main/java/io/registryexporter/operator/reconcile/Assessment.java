package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.plan.Plan;
import io.registryexporter.operator.plan.Turns;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Outcome;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;

/**
 * One workload in a round, before anything is written.
 *
 * @param facts how its rollout stands
 * @param outcome what has become of it so far, where it carries what it has to
 * @param restarting whether its registry is being restarted because of the operator
 */
record Assessment(Workload workload, RolloutFacts facts, Plan plan, Optional<Outcome> outcome, boolean restarting) {

    /** The same with another plan. */
    Assessment with(Plan other) {
        return new Assessment(workload, facts, other, outcome, restarting);
    }

    /** Whether the exporter in it is what does not start. */
    boolean exporterFails() {
        return outcome.filter(found -> found.verdict().reason() == Reason.EXPORTER_NOT_STARTING)
                .isPresent();
    }

    /** Why the exporter in it keeps its registry from running, where it does. */
    Optional<Verdict> failure() {
        return outcome.flatMap(Outcome::failure);
    }

    /** Whether it has to wait until it gets another exporter; an exporter that has failed elsewhere comes to no one. */
    boolean hasToWait(Turns turns) {
        return !restarting && (turns.withdrawn().isPresent() || (wouldRestart() && !turns.free()));
    }

    /** Whether a change of its pods' template would restart a registry that is at rest. */
    boolean wouldRestart() {
        return !restarting && facts.unaided() > 0;
    }
}
