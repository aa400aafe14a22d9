package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.preflight.Preflight;
import io.registryexporter.operator.execute.PreflightPods;
import io.registryexporter.operator.observe.PreflightReader;
import io.registryexporter.operator.record.memory.Memory;
import io.registryexporter.operator.record.status.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deletes the pods of preflights that no decision follows any more. */
final class PreflightSweep {
    private static final Set<Reason> UNDECIDED = Set.of(Reason.API_ERROR, Reason.INTERNAL_ERROR);

    private final PreflightReader reader;
    private final PreflightPods pods;
    private final Memory memory;
    private final Consumer<Throwable> errors;

    /**
     * A sweep for all resources.
     *
     * @param errors receives the error of each request that the API server did not decide
     */
    PreflightSweep(PreflightReader reader, PreflightPods pods, Memory memory, Consumer<Throwable> errors) {
        this.reader = reader;
        this.pods = pods;
        this.memory = memory;
        this.errors = errors;
    }

    /**
     * Deletes the pods of a resource that its last round does not follow.
     *
     * @return whether a preflight ended, so that another one may begin
     */
    boolean after(RegistryExporter resource, Round.Result round) {
        Stream<String> followed = round.outcomes().stream()
                .filter(outcome -> outcome.decision().followsPreflight())
                .map(outcome -> outcome.workload().uid());
        Stream<String> undecided = round.targets().stream()
                .filter(target -> UNDECIDED.contains(target.verdict().reason()))
                .map(Target::uid);
        boolean ended =
                round.outcomes().stream().anyMatch(outcome -> outcome.decision() instanceof Decision.EndPreflight);
        return end(resource, Stream.concat(followed, undecided).collect(Collectors.toSet())) || ended;
    }

    /** Deletes all pods of a resource. */
    void of(RegistryExporter resource) {
        boolean unused = end(resource, Set.of());
    }

    private boolean end(RegistryExporter resource, Set<String> except) {
        Map<String, Preflight> left = new HashMap<>(memory.preflights(resource));
        left.keySet().removeAll(except);
        left.forEach((uid, preflight) -> end(resource.getMetadata().getNamespace(), uid, preflight));
        return !left.isEmpty();
    }

    private void end(String namespace, String uid, Preflight preflight) {
        try {
            pods.delete(namespace, preflight.pod());
            memory.endPreflight(uid);
        } catch (KubernetesClientException e) {
            errors.accept(e);
        }
    }

    /**
     * Deletes the pods that a previous process left behind.
     *
     * @throws KubernetesClientException if the API server did not answer; the caller tries again
     */
    void leftBehind() {
        Set<String> known = memory.preflightPods();
        reader.all().stream()
                .filter(pod -> !known.contains(pod.getMetadata().getName()))
                .forEach(pod -> pods.delete(
                        pod.getMetadata().getNamespace(), pod.getMetadata().getName()));
    }
}
