package io.registryexporter.operator.workload;

import java.util.Optional;

/**
 * What a workload's spec and status say of its pods.
 *
 * @param seen whether a controller has ever told anything of it
 * @param observed whether its controller has seen the newest spec
 * @param finished whether the rollout of the newest template has ended well, whatever became of the pods since
 * @param desired replicas that are asked for
 * @param updated those of the newest template
 * @param total those of any template
 * @param available those that are ready
 * @param held why pods of the newest template do not come by themselves
 * @param stuck what the controller says after the progress deadline
 * @param createFailure what the API server answered when the controller wanted to create a pod
 */
public record RolloutFacts(
        boolean seen,
        boolean observed,
        boolean finished,
        int desired,
        int updated,
        int total,
        int available,
        Optional<Hold> held,
        Optional<String> stuck,
        Optional<String> createFailure) {

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

    /** Whether pods are being replaced, or about to be, without anybody's help. */
    public boolean restarting() {
        return desired > 0 && held.isEmpty() && !complete() && !(observed && finished);
    }

    /** The same, but stuck: for controllers that have no deadline of their own. */
    public RolloutFacts stuckBecause(String message) {
        return new RolloutFacts(
                seen,
                observed,
                finished,
                desired,
                updated,
                total,
                available,
                held,
                Optional.of(message),
                createFailure);
    }
}
