package io.registryexporter.operator.workload;

import java.util.Optional;

/**
 * The state of a rollout by the spec and status of its workload.
 *
 * @param controller what the controller has done
 * @param replicas counts of pods
 * @param manualStep why some pods are not replaced automatically
 * @param stuck the message of the controller after the progress deadline
 * @param halted why the controller does not go on, before any deadline: it may not even have observed the newest spec
 * @param createFailure the error of the API server when the controller created a pod
 */
public record RolloutFacts(
        Controller controller,
        Replicas replicas,
        Optional<ManualStep> manualStep,
        Optional<String> stuck,
        Optional<String> halted,
        Optional<String> createFailure) {

    /** A step of the user that a rollout waits for. */
    public enum ManualStep {
        /** Resume a Deployment with {@code spec.paused}. */
        RESUME,
        /** Delete the pods of a StatefulSet with {@code OnDelete}, or lower its partition. */
        RESTART_PODS
    }

    /**
     * What the controller of the workload has done.
     *
     * @param seen whether it has ever written a status
     * @param observed whether it has observed the newest spec
     * @param finished whether the rollout of the newest template succeeded, whatever happened to the pods since
     * @param timed whether it reports when a rollout exceeds a deadline
     */
    public record Controller(boolean seen, boolean observed, boolean finished, boolean timed) {

        /** A controller that has not written a status and has no deadline. */
        static Controller none() {
            return new Controller(false, false, false, false);
        }

        Controller withSeen(boolean hasStatus) {
            return new Controller(hasStatus, observed, finished, timed);
        }

        Controller withObserved(boolean newestSpec) {
            return new Controller(seen, newestSpec, finished, timed);
        }

        Controller withFinished(boolean succeeded) {
            return new Controller(seen, observed, succeeded, timed);
        }

        Controller withTimed(boolean hasDeadline) {
            return new Controller(seen, observed, finished, hasDeadline);
        }
    }

    /**
     * Counts of pods.
     *
     * @param desired by the spec
     * @param updated pods of the newest template
     * @param total pods of any template
     * @param available pods that are ready
     * @param unaided how many of the desired pods are replaced without a user's help
     */
    public record Replicas(int desired, int updated, int total, int available, int unaided) {

        /** A workload without pods, all of which are replaced without help. */
        static Replicas desired(int count) {
            return new Replicas(count, 0, 0, 0, count);
        }

        Replicas withUpdated(int count) {
            return new Replicas(desired, count, total, available, unaided);
        }

        Replicas withTotal(int count) {
            return new Replicas(desired, updated, count, available, unaided);
        }

        Replicas withAvailable(int count) {
            return new Replicas(desired, updated, total, count, unaided);
        }

        Replicas withUnaided(int count) {
            return new Replicas(desired, updated, total, available, count);
        }
    }

    /** Whether a controller has ever written a status. */
    public boolean seen() {
        return controller.seen();
    }

    /** Whether the controller has observed the newest spec. */
    public boolean observed() {
        return controller.observed();
    }

    /** Whether the rollout of the newest template succeeded, whatever happened to the pods since. */
    public boolean finished() {
        return controller.finished();
    }

    /** Whether the controller reports when a rollout exceeds a deadline. */
    public boolean timed() {
        return controller.timed();
    }

    /** How many pods the spec asks for. */
    public int desired() {
        return replicas.desired();
    }

    /** Pods of the newest template. */
    public int updated() {
        return replicas.updated();
    }

    /** Pods of any template. */
    public int total() {
        return replicas.total();
    }

    /** Pods that are ready. */
    public int available() {
        return replicas.available();
    }

    /** How many of the desired pods are replaced without a user's help. */
    public int unaided() {
        return replicas.unaided();
    }

    /** Whether all pods have the newest template and are ready. */
    public boolean complete() {
        return observed() && updated() == desired() && allAreAvailable();
    }

    private boolean allAreAvailable() {
        return total() == desired() && available() == desired();
    }

    /** Whether pods are being replaced without a user's help, or will be soon. */
    public boolean restarting() {
        boolean restIsManual = observed() && updated() >= unaided() && allAreAvailable();
        return unaided() > 0 && !restIsManual && !complete() && !(observed() && finished());
    }

    /** Whether the controller has reported about the newest spec; a halted one never counts as having observed it. */
    public boolean reported() {
        return observed() || halted.isPresent();
    }

    /** The same after the rollout succeeded. */
    public RolloutFacts withFinished() {
        return new RolloutFacts(controller.withFinished(true), replicas, manualStep, stuck, halted, createFailure);
    }

    /** The same after the operator's deadline, for controllers without a deadline. */
    public RolloutFacts withStuck(String message) {
        return new RolloutFacts(controller, replicas, manualStep, Optional.of(message), halted, createFailure);
    }
}
