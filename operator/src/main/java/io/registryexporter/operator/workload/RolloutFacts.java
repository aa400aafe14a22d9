package io.registryexporter.operator.workload;

import java.util.Optional;

/**
 * What a workload's spec and status say of its pods.
 *
 * @param observed whether its controller has seen the newest spec
 * @param desired replicas that are asked for
 * @param updated those of the newest template
 * @param total those of any template
 * @param available those that are ready
 * @param held why pods of the newest template do not come by themselves
 * @param stuck what the controller says after the progress deadline
 */
public record RolloutFacts(
        boolean observed,
        int desired,
        int updated,
        int total,
        int available,
        Optional<Hold> held,
        Optional<String> stuck) {

    /** Who has to go first. */
    public enum Hold {
        /** {@code spec.paused} of a Deployment. */
        PAUSED,
        /** A StatefulSet whose pods are deleted by hand, or that keeps a partition of them. */
        MANUAL_RESTART
    }

    /** Whether all pods are of the newest template and ready. */
    public boolean complete() {
        return observed && updated == desired && total == desired && available == desired;
    }
}
