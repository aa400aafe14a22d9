package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Runs the containers of a pod, as far as its status tells. */
final class Kubelet {
    private static final Set<String> IN_VAIN = Set.of("ImagePullBackOff", "CreateContainerError");

    private final KubernetesClient client;
    private final Images images;
    private final Clock clock;

    Kubelet(KubernetesClient client, Images images, Clock clock) {
        this.client = client;
        this.images = images;
        this.clock = clock;
    }

    void play(Pod pod) {
        PodStatus status = status(pod);
        boolean same = Objects.equals(status.getPhase(), pod.getStatus().getPhase())
                && status.getConditions().equals(pod.getStatus().getConditions())
                && status.getContainerStatuses().equals(pod.getStatus().getContainerStatuses());
        if (!same) {
            client.resource(new PodBuilder(pod).withStatus(status).build()).updateStatus();
        }
    }

    private PodStatus status(Pod pod) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        PodStatusBuilder status = new PodStatusBuilder(pod.getStatus());
        if (pod.getSpec().getNodeName() == null) {
            return status.withPhase("Pending")
                    .withConditions(kept(
                            pod,
                            condition("PodScheduled", false)
                                    .withReason("Unschedulable")
                                    .withMessage("0/1 nodes are available: 1 Insufficient memory. "
                                            + "preemption: 0/1 nodes are available: 1 No preemption victims found.")
                                    .build(),
                            now))
                    .build();
        }
        List<ContainerStatus> containers = pod.getSpec().getContainers().stream()
                .map(container -> container(pod, container, now))
                .toList();
        boolean ready = containers.stream().allMatch(ContainerStatus::getReady);
        boolean started = containers.stream()
                .allMatch(container -> container.getState().getRunning() != null || container.getRestartCount() > 0);
        return status.withPhase(started ? "Running" : "Pending")
                .withConditions(
                        kept(pod, condition("Initialized", true).build(), now),
                        kept(pod, readiness(containers, "Ready", ready), now),
                        kept(pod, readiness(containers, "ContainersReady", ready), now),
                        kept(pod, condition("PodScheduled", true).build(), now))
                .withContainerStatuses(containers)
                .withHostIP("192.0.2.1")
                .withPodIP("198.51.100.1")
                .withStartTime(
                        Optional.ofNullable(pod.getStatus().getStartTime()).orElseGet(() -> begun(containers, now)))
                .build();
    }

    /** One that waits in vain has done so for a while: what a test is to see of it is its end. */
    private static String begun(List<ContainerStatus> containers, String now) {
        boolean inVain = containers.stream()
                .map(status -> status.getState().getWaiting())
                .anyMatch(waiting -> waiting != null && IN_VAIN.contains(waiting.getReason()));
        return inVain ? Instant.parse(now).minus(Duration.ofMinutes(2)).toString() : now;
    }

    private ContainerStatus container(Pod pod, Container container, String now) {
        Optional<ContainerStatus> before = pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container.getName()))
                .findFirst();
        Behaviour behaviour = images.of(container);
        ContainerStatus status = ContainerStatuses.of(pod, container, behaviour, now);
        boolean runs = status.getState().getRunning() != null;
        return before.filter(
                        known -> ContainerStatuses.tellTheSame(known, status) || (!runs && goesOn(known, behaviour)))
                .orElse(status);
    }

    /** What does not let a container start is nothing to one that runs. */
    private static boolean goesOn(ContainerStatus known, Behaviour behaviour) {
        return known.getState().getRunning() != null && !behaviour.ends();
    }

    private static PodConditionBuilder condition(String type, boolean met) {
        return new PodConditionBuilder().withType(type).withStatus(met ? "True" : "False");
    }

    private static PodCondition readiness(List<ContainerStatus> containers, String type, boolean ready) {
        List<String> unready = containers.stream()
                .filter(container -> !container.getReady())
                .map(ContainerStatus::getName)
                .toList();
        return ready
                ? condition(type, true).build()
                : condition(type, false)
                        .withReason("ContainersNotReady")
                        .withMessage("containers with unready status: [" + String.join(" ", unready) + "]")
                        .build();
    }

    /** With the time since when it is so. */
    private static PodCondition kept(Pod pod, PodCondition condition, String now) {
        Optional<PodCondition> before = pod.getStatus().getConditions().stream()
                .filter(known -> known.getType().equals(condition.getType()))
                .findFirst();
        String since = before.filter(known -> known.getStatus().equals(condition.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .orElse(now);
        return new PodConditionBuilder(condition).withLastTransitionTime(since).build();
    }
}
