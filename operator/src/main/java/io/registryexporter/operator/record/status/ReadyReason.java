package io.registryexporter.operator.record.status;

import io.registryexporter.operator.api.WorkloadState;
import java.util.List;

/** Reasons of the condition Ready. If several apply, the condition reports the one that needs most attention. */
enum ReadyReason {
    ALL_TARGETS_READY("AllTargetsReady"),
    NO_TARGETS("NoTargets"),
    TARGETS_FAILED("TargetsFailed"),
    TARGETS_WITHDRAWN("TargetsWithdrawn"),
    TARGETS_IN_CONFLICT("TargetsInConflict"),
    TARGETS_SKIPPED("TargetsSkipped"),
    TARGETS_PENDING("TargetsPending"),
    TARGETS_ROLLING_OUT("TargetsRollingOut");

    static final String CONDITION = "Ready";

    private final String text;

    ReadyReason(String text) {
        this.text = text;
    }

    static ReadyReason of(List<Target> targets) {
        if (targets.isEmpty()) {
            return NO_TARGETS;
        }
        return targets.stream()
                .filter(target -> !target.verdict().reason().needsNoAction())
                .map(target -> of(target.verdict().reason().state()))
                .min(ReadyReason::compareTo)
                .orElse(ALL_TARGETS_READY);
    }

    private static ReadyReason of(WorkloadState state) {
        return switch (state) {
            case FAILED -> TARGETS_FAILED;
            case WITHDRAWN -> TARGETS_WITHDRAWN;
            case CONFLICT -> TARGETS_IN_CONFLICT;
            case SKIPPED -> TARGETS_SKIPPED;
            case PENDING -> TARGETS_PENDING;
            case ROLLING_OUT -> TARGETS_ROLLING_OUT;
            case READY -> ALL_TARGETS_READY;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
