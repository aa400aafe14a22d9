package io.registryexporter.operator.status;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.plan.DesiredWorkload;

/** A pod of a registry, with or without the exporter in it. */
final class Pods {
    private final PodBuilder pod = new PodBuilder()
            .withNewMetadata()
            .withName("registry-abc")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("registry")
            .withImage("registry:2")
            .endContainer()
            .endSpec();
    private boolean ready;
    private int restarts;
    private ContainerStatus registry =
            new ContainerStatusBuilder().withName("registry").withReady(true).build();
    private ContainerState state = new ContainerState();
    private ContainerState last = new ContainerState();

    private Pods() {}

    /** A pod of a template that the operator has not touched. */
    static Pods before() {
        return new Pods();
    }

    static Pods with(DesiredWorkload desired) {
        Pods pods = new Pods();
        // The API server has filled in what was left out, and admission has its own mind about probes and pulling.
        pods.pod
                .editMetadata()
                .addToAnnotations(desired.podAnnotations())
                .endMetadata()
                .editSpec()
                .addToContainers(new ContainerBuilder(
                                new KubernetesSerialization().convertValue(desired.container(), Container.class))
                        .withTerminationMessagePath("/dev/termination-log")
                        .withImagePullPolicy("Always")
                        .withLivenessProbe(null)
                        .build())
                .endSpec();
        return pods;
    }

    Pods named(String name) {
        pod.editMetadata().withName(name).endMetadata();
        return this;
    }

    Pods running() {
        return runningSince("2026-01-01T00:00:00Z");
    }

    Pods runningSince(String started) {
        ready = true;
        state = new ContainerStateBuilder().withNewRunning(started).build();
        return this;
    }

    /** It has ended, and is not started again yet. */
    Pods crashed(int exitCode, String reason, String message) {
        ready = false;
        state = ended(exitCode, reason, message).last;
        last = new ContainerState();
        return this;
    }

    /** When the kubelet began with it. */
    Pods begun(String time) {
        pod.editOrNewStatus().withStartTime(time).endStatus();
        return this;
    }

    Pods phase(String phase) {
        pod.editOrNewStatus().withPhase(phase).endStatus();
        return this;
    }

    Pods waiting(String reason, String message) {
        ready = false;
        state = new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
        return this;
    }

    Pods ended(int exitCode, String reason, String message) {
        last = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .build();
        return this;
    }

    Pods restarted(int times) {
        restarts = times;
        return this;
    }

    /** How long the run before lasted. */
    Pods ran(String from, String to) {
        last.getTerminated().setStartedAt(from);
        last.getTerminated().setFinishedAt(to);
        return this;
    }

    /** The registry's own container does not run. */
    Pods registryWaiting(String reason) {
        registry = new ContainerStatusBuilder()
                .withName("registry")
                .withReady(false)
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .endWaiting()
                .endState()
                .build();
        return this;
    }

    /** The registry's own container runs and is not ready. */
    Pods registryUnready() {
        registry = new ContainerStatusBuilder()
                .withName("registry")
                .withReady(false)
                .withNewState()
                .withNewRunning("2026-01-01T00:00:00Z")
                .endState()
                .build();
        return this;
    }

    Pods deleted() {
        pod.editMetadata().withDeletionTimestamp("2026-01-01T00:00:00Z").endMetadata();
        return this;
    }

    Pods unscheduled(String message) {
        pod.editOrNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage(message)
                .endCondition()
                .endStatus();
        return this;
    }

    /** Before the kubelet has said anything of its containers. */
    Pod unseen() {
        return pod.build();
    }

    Pod build() {
        return pod.editOrNewStatus()
                .addToContainerStatuses(
                        registry,
                        new ContainerStatusBuilder()
                                .withName(Names.CONTAINER)
                                .withReady(ready)
                                .withRestartCount(restarts)
                                .withState(state)
                                .withLastState(last)
                                .build())
                .endStatus()
                .build();
    }
}
