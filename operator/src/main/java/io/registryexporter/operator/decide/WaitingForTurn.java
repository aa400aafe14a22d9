package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;

/** Why a workload waits until others run again. */
final class WaitingForTurn {
    static final String FOR_OTHERS = " when the targets that are being restarted run again; spec.rollout.maxConcurrent"
            + " says how many at a time";

    private WaitingForTurn() {}

    /** What would be done, and when. */
    static Decision.Wait until(String what, RestartBudget budget) {
        String until = budget.withdrawn()
                .map(workload -> "; it was withdrawn from " + workload
                        + ", and does not come to others before that is mended or opted out")
                .orElse(FOR_OTHERS);
        return Decision.Wait.because(new Verdict(Reason.WAITING_FOR_TURN, what + until));
    }
}
