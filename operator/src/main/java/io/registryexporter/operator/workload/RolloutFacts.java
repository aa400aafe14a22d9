package io.registryexporter.operator.workload;

import java.util.Optional;

/**
 * What a workload's spec and status say of its pods.
 *
 * @param seen whether a controller has ever told anything of it
 * @param observed whether its controller has seen the newest spec
 * @param finished whether the rollout of the newest template has ended well, whatever became of the pods since
 * @param timed whether its controller says by itself when a rollout takes too long
 * @param desired replicas that are asked for
 * @param updated those of the newest template
 * @param total those of any template
 * @param available those that are ready
 * @param unaided how many of the desired ones are replaced without anybody's help
 * @param manualStep why not all of them are
 * @param stuck what the controller says after the progress deadline
 * @param createFailure what the API server answered when the controller wanted to create a pod
 */
public record RolloutFacts(
        boolean seen,
        boolean observed,
        boolean finished,
        boolean timed,
        int desired,
        int updated,
        int total,
        int available,
        int unaided,
        Optional<ManualStep> manualStep,
        Optional<String> stuck,
        Optional<String> createFailure) {

    /** Who has to go first. */
    public enum ManualStep {
        /** {@code spec.paused} of a Deployment. */
        RESUME,
        /** A StatefulSet whose pods are deleted by hand, or that keeps a partition of them. */
        RESTART_PODS
    }

    /** Whether all pods are of the newest template and ready. */
    public boolean complete() {
        return observed && updated == desired && total == desired && available == desired;
    }

    /** Whether pods are being replaced, or about to be, without anybody's help. */
    public boolean restarting() {
        boolean restIsManual = observed && updated >= unaided && total == desired && available == desired;
        return unaided > 0 && !restIsManual && !complete() && !(observed && finished);
    }

    /** The same of a rollout that is known to have ended well. */
    public RolloutFacts withFinished() {
        return new RolloutFacts(
                seen,
                observed,
                true,
                timed,
                desired,
                updated,
                total,
                available,
                unaided,
                manualStep,
                stuck,
                createFailure);
    }

    /** The same, but stuck: for controllers that have no deadline of their own. */
    public RolloutFacts withStuck(String message) {
        return new RolloutFacts(
                seen,
                observed,
                finished,
                timed,
                desired,
                updated,
                total,
                available,
                unaided,
                manualStep,
                Optional.of(message),
                createFailure);
    }
}
