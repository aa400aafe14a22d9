package io.registryexporter.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.decide.rollout.ObservedPod;
import io.registryexporter.operator.workload.UpdateStrategy;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Finds pods whose exporter does not start in a StatefulSet without the exporter: a StatefulSet that replaces its pods
 * in order waits for them forever. The rule needs only the observed state, whoever removed the exporter.
 */
public final class StuckPods {
    private StuckPods() {}

    /** Whether the StatefulSet may wait for such a pod, so that its pods have to be read. */
    public static boolean mayBlock(Workload workload) {
        return workload.strategy().ordered()
                && !workload.carriesExporter()
                && workload.rollout().unaided() != 0
                && !workload.rollout().complete();
    }

    /** Deletes the pods that block the rollout; without such pods, the other decision stands. */
    static Decision unblocking(Observation observation, Decision.Skip then) {
        Workload workload = observation.workload();
        // Before its controller has seen the newest template, a deleted pod would come back with the previous template.
        if (!mayBlock(workload) || !workload.rollout().observed()) {
            return then;
        }
        return observation
                .answers()
                .pods()
                .map(pods -> blocking(observation, pods))
                .map(blocking -> blocking.isEmpty() ? then : new Decision.DeletePods(blocking, then))
                .orElseGet(() -> new Decision.Ask(Question.PODS, Optional.of(then)));
    }

    private static List<Pod> blocking(Observation observation, List<Pod> pods) {
        UpdateStrategy strategy = observation.workload().strategy();
        return pods.stream()
                .filter(pod -> blocks(new ObservedPod(pod, observation.now()), strategy))
                .toList();
    }

    /** A pod below the partition would come back with the previous template. */
    private static boolean blocks(ObservedPod pod, UpdateStrategy strategy) {
        return pod.lives()
                && pod.annotations().containsKey(Names.APPLIED)
                && !pod.exporterReady()
                && pod.ordinal() >= strategy.firstOrdinal();
    }
}
