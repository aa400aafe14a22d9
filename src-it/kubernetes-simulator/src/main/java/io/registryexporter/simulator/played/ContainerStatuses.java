package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a kubelet tells of a container. */
final class ContainerStatuses {
    private static final int RESTARTS = 5;

    /** A container that runs has done so for a while, so that no test waits for that. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private ContainerStatuses() {}

    static ContainerStatus of(Pod pod, Container container, Behaviour behaviour, String now) {
        String image = container.getImage();
        return switch (behaviour) {
            case RUNS -> running(container, now).build();
            case SCANS -> running(container, now).withReady(false).build();
            case STARTED ->
                running(container, now)
                        .withNewState()
                        .withNewRunning(now)
                        .endState()
                        .build();
            case IMAGE_PULL_BACK_OFF ->
                waiting(
                                container,
                                "ImagePullBackOff",
                                "Back-off pulling image \"" + image
                                        + "\": ErrImagePull: failed to pull and unpack image \""
                                        + image + "\": failed to resolve reference \"" + image + "\": " + image
                                        + ": not found")
                        .build();
            case CRASH_LOOP ->
                crashing(pod, container, now, 1, "Error", "reading\nregistry-exporter: /storage does not exist\n");
            case OOM_KILLED -> crashing(pod, container, now, 137, "OOMKilled", "");
            case CREATE_CONTAINER_ERROR ->
                waiting(
                                container,
                                "CreateContainerError",
                                "failed to create containerd container: error unpacking image: no command specified")
                        .build();
            case NEVER_SCHEDULED, STUCK, SLOW ->
                waiting(container, "ContainerCreating", "").build();
        };
    }

    private static ContainerStatusBuilder named(Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withReady(false)
                .withStarted(false)
                .withRestartCount(0)
                .withNewLastState()
                .endLastState();
    }

    private static ContainerStatusBuilder running(Container container, String now) {
        return named(container)
                .withImageID(container.getImage() + "@sha256:" + "0".repeat(64))
                .withContainerID("containerd://" + container.getName())
                .withReady(true)
                .withStarted(true)
                .withNewState()
                .withNewRunning(Instant.parse(now).minus(SETTLED).toString())
                .endState();
    }

    private static ContainerStatusBuilder waiting(Container container, String reason, String message) {
        return named(container)
                .withNewState()
                .withNewWaiting(message.isEmpty() ? null : message, reason)
                .endState();
    }

    private static ContainerStatus crashing(
            Pod pod, Container container, String now, int exitCode, String reason, String lastWords) {
        String message = "back-off 5m0s restarting failed container=" + container.getName() + " pod="
                + pod.getMetadata().getName() + "_" + pod.getMetadata().getNamespace() + "("
                + pod.getMetadata().getUid() + ")";
        return waiting(container, "CrashLoopBackOff", message)
                .withRestartCount(RESTARTS)
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(lastWords.isEmpty() ? null : lastWords)
                .withStartedAt(now)
                .withFinishedAt(now)
                .withContainerID("containerd://" + container.getName())
                .endTerminated()
                .endLastState()
                .build();
    }

    /** Whether nothing but times differ. */
    static boolean tellTheSame(ContainerStatus one, ContainerStatus other) {
        return one.getImage().equals(other.getImage())
                && one.getReady().equals(other.getReady())
                && one.getRestartCount().equals(other.getRestartCount())
                && (one.getState().getRunning() == null) == (other.getState().getRunning() == null)
                && Objects.equals(reason(one), reason(other));
    }

    private static Optional<String> reason(ContainerStatus status) {
        return Optional.ofNullable(status.getState().getWaiting()).map(ContainerStateWaiting::getReason);
    }
}
