package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;

/** The verdict that a workload waits until other targets run again. */
final class WaitingForTurn {
    static final String FOR_OTHERS = " when the restarting targets run again;" + " spec.rollout.maxConcurrent"
            + " limits how many restart at a time";

    private WaitingForTurn() {}

    /** A wait for a change, with the event that ends it. */
    static Decision.Wait until(String what, RestartBudget budget) {
        String until = budget.withdrawn()
                .map(workload -> "; it was withdrawn from " + workload
                        + ", and is not injected into other workloads until that one is fixed or opted out")
                .orElse(FOR_OTHERS);
        return Decision.Wait.because(new Verdict(Reason.WAITING_FOR_TURN, what + until));
    }
}
