package io.registryexporter.operator.decide.rollout;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Why a container does not run, in a description that does not change until the state does. A crashing container is
 * ready for a moment after each start, so it counts as running only after some time.
 *
 * @param description by the kubelet, with the exit code and known errors of the exporter; no other output of the
 *     container
 * @param lasting the reason, if another attempt of the kubelet is unlikely to succeed; else empty
 */
record ContainerFailure(String description, Optional<Reason> lasting) {
    private static final Duration GRACE_PERIOD = Duration.ofMinutes(1);
    private static final Duration SHORT_RUN = Duration.ofHours(1);
    private static final int MANY_RESTARTS = 3;
    private static final String OOM_KILLED = "OOMKilled";

    /** Reasons after which the message is from the runtime, because the container never ran. */
    private static final Set<String> NEVER_RAN = Set.of("StartError", "ContainerCannotRun");

    /** A failed pull, which the kubelet repeats. */
    private static final Set<String> TRANSIENT = Set.of("ErrImagePull");

    private static final Map<String, Reason> WAITS = Map.of(
            "ImagePullBackOff", Reason.IMAGE_PULL_BACK_OFF,
            "ErrImageNeverPull", Reason.IMAGE_PULL_BACK_OFF,
            "InvalidImageName", Reason.IMAGE_PULL_BACK_OFF,
            "ImageInspectError", Reason.IMAGE_PULL_BACK_OFF,
            "SignatureValidationFailed", Reason.IMAGE_PULL_BACK_OFF,
            "CrashLoopBackOff", Reason.CRASH_LOOP_BACK_OFF,
            "CreateContainerError", Reason.CREATE_CONTAINER_ERROR,
            "CreateContainerConfigError", Reason.CREATE_CONTAINER_ERROR,
            "RunContainerError", Reason.CREATE_CONTAINER_ERROR);

    /** Reasons that another attempt of the kubelet does not fix. */
    private static final Set<String> IMMEDIATE = Set.of("ErrImageNeverPull", "InvalidImageName", "CrashLoopBackOff");

    /**
     * The failure of a container.
     *
     * @param pod name of the pod
     * @param begun when the kubelet began to start the pod: a registry that does not answer and a busy runtime have a
     *     minute to recover
     */
    static Optional<ContainerFailure> of(String pod, ContainerStatus status, Optional<Instant> begun, Instant now) {
        boolean tried =
                begun.filter(start -> now.isBefore(start.plus(GRACE_PERIOD))).isEmpty();
        Optional<ContainerState> state = Optional.ofNullable(status.getState());
        Optional<ContainerStateTerminated> last = crash(Optional.ofNullable(status.getLastState()));
        return state.map(ContainerState::getWaiting)
                .flatMap(waiting -> waits(pod, waiting, last, tried))
                .or(() -> crash(state)
                        .map(ended -> new ContainerFailure(describe(pod, ended), often(status, ended, now))))
                .or(() -> state.map(ContainerState::getRunning)
                        .flatMap(running -> last.flatMap(ended -> again(pod, status, running, ended, now))));
    }

    private static Optional<ContainerFailure> waits(
            String pod, ContainerStateWaiting waiting, Optional<ContainerStateTerminated> last, boolean tried) {
        String reason = Objects.requireNonNullElse(waiting.getReason(), "");
        if (TRANSIENT.contains(reason)) {
            return Optional.of(new ContainerFailure(describe(waiting), Optional.empty()));
        }
        return Optional.ofNullable(WAITS.get(reason))
                .map(wait -> new ContainerFailure(
                        describe(waiting)
                                + last.map(ended -> ", " + describe(pod, ended)).orElse(""),
                        Optional.of(wait == Reason.CRASH_LOOP_BACK_OFF ? kind(last) : wait)
                                .filter(lasting -> tried || IMMEDIATE.contains(reason))));
    }

    private static Reason kind(Optional<ContainerStateTerminated> ended) {
        return ended.filter(ContainerFailure::outOfMemory).isPresent() ? Reason.OOM_KILLED : Reason.CRASH_LOOP_BACK_OFF;
    }

    /** The restart count covers the whole life of a pod, so restarts count only after a short run. */
    private static Optional<Reason> often(ContainerStatus status, ContainerStateTerminated ended, Instant now) {
        return restarts(status) >= MANY_RESTARTS && wasShort(ended, now)
                ? Optional.of(kind(Optional.of(ended)))
                : Optional.empty();
    }

    private static int restarts(ContainerStatus status) {
        return Objects.requireNonNullElse(status.getRestartCount(), 0);
    }

    /** A running container may have crashed a moment ago, or may run out of memory repeatedly. */
    private static Optional<ContainerFailure> again(
            String pod,
            ContainerStatus status,
            ContainerStateRunning running,
            ContainerStateTerminated ended,
            Instant now) {
        boolean isNew = time(running.getStartedAt())
                .filter(started -> now.isBefore(started.plus(GRACE_PERIOD)))
                .isPresent();
        Optional<Reason> often = often(status, ended, now);
        boolean outOfMemoryAgain = outOfMemory(ended) && often.isPresent();
        return isNew || outOfMemoryAgain
                ? Optional.of(new ContainerFailure("started again; previously " + describe(pod, ended), often))
                : Optional.empty();
    }

    private static boolean outOfMemory(ContainerStateTerminated ended) {
        return OOM_KILLED.equals(ended.getReason());
    }

    /** Whether the last run was short and ended recently. */
    private static boolean wasShort(ContainerStateTerminated ended, Instant now) {
        Optional<Instant> finished = time(ended.getFinishedAt());
        boolean recent =
                finished.filter(end -> now.isBefore(end.plus(SHORT_RUN))).isPresent();
        return recent
                && time(ended.getStartedAt())
                        .filter(start -> finished.get().isBefore(start.plus(SHORT_RUN)))
                        .isPresent();
    }

    private static String describe(ContainerStateWaiting waiting) {
        return waiting.getReason()
                + Optional.ofNullable(waiting.getMessage())
                        .map(message -> ": " + PodMessages.ofCluster(message))
                        .orElse("");
    }

    private static Optional<ContainerStateTerminated> crash(Optional<ContainerState> state) {
        return state.map(ContainerState::getTerminated).filter(ended -> !Objects.equals(ended.getExitCode(), 0));
    }

    private static String describe(String pod, ContainerStateTerminated ended) {
        String code = "exit code " + ended.getExitCode()
                + Optional.ofNullable(ended.getReason())
                        .filter(reason -> reason.matches("[A-Za-z]{1,64}"))
                        .map(reason -> " (" + reason + ")")
                        .orElse("");
        return outOfMemory(ended)
                ? code
                : code + cause(pod, ended).map(text -> ": " + text).orElse("");
    }

    /** After a signal the last output of the program is not the cause, unless it is a known error. */
    private static Optional<String> cause(String pod, ContainerStateTerminated ended) {
        Optional<String> output = Optional.ofNullable(ended.getMessage()).filter(message -> !message.isBlank());
        return output.filter(message -> !neverRan(ended))
                .flatMap(PodMessages::ofExporter)
                .or(() -> neverRan(ended) ? Optional.empty() : Signals.ofExitCode(ended.getExitCode()))
                .or(() -> output.map(message -> message(pod, ended, message)));
    }

    private static String message(String pod, ContainerStateTerminated ended, String message) {
        return neverRan(ended)
                ? PodMessages.ofCluster(message)
                : "the container's message is not shown here; see kubectl logs " + pod + " -c " + Names.CONTAINER;
    }

    private static boolean neverRan(ContainerStateTerminated ended) {
        return NEVER_RAN.contains(Objects.requireNonNullElse(ended.getReason(), ""));
    }

    /** Empty for an invalid time: a failure that never ends would be worse. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
