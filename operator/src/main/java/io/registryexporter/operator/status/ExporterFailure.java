package io.registryexporter.operator.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Why the exporter's container does not run, in words that stay the same while nothing happens. One that crashes runs
 * for a moment after each start, and is ready then: it has to last before it counts as running.
 */
final class ExporterFailure {
    private static final Duration LASTING = Duration.ofMinutes(1);
    private static final Set<String> WAITS = Set.of(
            "ImagePullBackOff",
            "ErrImagePull",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CrashLoopBackOff",
            "CreateContainerError",
            "CreateContainerConfigError",
            "RunContainerError");

    private ExporterFailure() {}

    static Optional<String> of(ContainerStatus status, Instant now) {
        Optional<ContainerState> state = Optional.ofNullable(status.getState());
        Optional<String> crash = crash(Optional.ofNullable(status.getLastState()));
        return state.map(ContainerState::getWaiting)
                .filter(waiting -> WAITS.contains(Objects.requireNonNullElse(waiting.getReason(), "")))
                .map(waiting ->
                        words(waiting) + crash.map(ended -> ", " + ended).orElse(""))
                .or(() -> crash(state))
                .or(() -> state.map(ContainerState::getRunning)
                        .filter(running -> isNew(running, now))
                        .flatMap(running -> crash)
                        .map(ended -> "started again, before that " + ended));
    }

    private static String words(ContainerStateWaiting waiting) {
        return waiting.getReason()
                + Optional.ofNullable(waiting.getMessage())
                        .map(message -> ": " + message)
                        .orElse("");
    }

    private static Optional<String> crash(Optional<ContainerState> state) {
        return state.map(ContainerState::getTerminated)
                .filter(ended -> !Objects.equals(ended.getExitCode(), 0))
                .map(ExporterFailure::words);
    }

    private static String words(ContainerStateTerminated ended) {
        return "exit code " + ended.getExitCode()
                + Optional.ofNullable(ended.getReason())
                        .map(reason -> " (" + reason + ")")
                        .orElse("")
                + Optional.ofNullable(ended.getMessage())
                        .map(message -> ": " + message.strip())
                        .orElse("");
    }

    /** Without a time that can be read it is not: a failure that nothing ends would be worse. */
    private static boolean isNew(ContainerStateRunning running, Instant now) {
        try {
            return Optional.ofNullable(running.getStartedAt())
                    .map(Instant::parse)
                    .filter(started -> now.isBefore(started.plus(LASTING)))
                    .isPresent();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
