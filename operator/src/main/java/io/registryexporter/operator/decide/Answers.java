package io.registryexporter.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.detect.Detection;
import io.registryexporter.operator.hazard.Constraints;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers to each {@link Question} about a workload so far; empty until the question was answered. */
public record Answers(
        Optional<Detection> storage,
        Optional<Map<String, String>> namespace,
        Optional<List<Pod>> pods,
        Optional<Constraints> constraints,
        Optional<Constraints> volumes,
        Optional<List<Pod>> preflight) {

    /** No question was answered yet. */
    public static Answers none() {
        return new Answers(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Answers withStorage(Detection found) {
        return new Answers(Optional.of(found), namespace, pods, constraints, volumes, preflight);
    }

    public Answers withNamespace(Map<String, String> annotations) {
        return new Answers(storage, Optional.of(Map.copyOf(annotations)), pods, constraints, volumes, preflight);
    }

    public Answers withPods(List<Pod> found) {
        return new Answers(storage, namespace, Optional.of(List.copyOf(found)), constraints, volumes, preflight);
    }

    public Answers withConstraints(Constraints found) {
        return new Answers(storage, namespace, pods, Optional.of(found), volumes, preflight);
    }

    public Answers withVolumes(Constraints found) {
        return new Answers(storage, namespace, pods, constraints, Optional.of(found), preflight);
    }

    /** The pod of the preflight; an empty list if it is gone. */
    public Answers withPreflight(List<Pod> found) {
        return new Answers(storage, namespace, pods, constraints, volumes, Optional.of(List.copyOf(found)));
    }
}
