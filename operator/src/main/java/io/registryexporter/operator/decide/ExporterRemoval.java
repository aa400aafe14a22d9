package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;

/** The one rule for the removal of the exporter, for every cause. */
public final class ExporterRemoval {
    private ExporterRemoval() {}

    /**
     * Decides about a workload whose exporter has to be removed, or was removed already.
     *
     * @param budget of restarts
     */
    public static Decision decide(Observation observation, RemovalCause cause, RestartBudget budget) {
        Workload workload = observation.workload();
        if (!workload.hasOperatorFields()) {
            return StuckPods.unblocking(observation, new Decision.Skip(why(cause), Optional.empty()));
        }
        return cause.waitsForTurn() && needsTurn(observation) && !budget.freeToRemove()
                ? Decision.Wait.because(new Verdict(
                        Reason.WAITING_FOR_TURN,
                        "the exporter is removed (" + cause.why() + ")" + WaitingForTurn.FOR_OTHERS))
                : removal(workload, cause);
    }

    /** Removes at once, or reports that only other managers can remove the rest. */
    static Decision removal(Workload workload, RemovalCause cause) {
        if (workload.applied()) {
            return new Decision.Remove(cause, DataLoss.of(workload));
        }
        return Leftovers.of(workload)
                .<Decision>map(Decision.LeaveBehind::new)
                .orElseGet(() -> new Decision.Skip(why(cause), Optional.empty()));
    }

    /** Whether the removal needs a turn: not if the registry restarts already, or if its rollout is stuck. */
    private static boolean needsTurn(Observation observation) {
        RolloutFacts rollout = observation.rollout();
        boolean stuck = rollout.observed() && rollout.stuck().isPresent();
        return observation.workload().carriesExporter() && rollout.unaided() > 0 && !stuck && !observation.restarting();
    }

    private static Verdict why(RemovalCause cause) {
        return cause.reported().orElseGet(() -> new Verdict(Reason.OPTED_OUT, cause.why()));
    }
}
