package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Answers;
import io.registryexporter.operator.decide.Observation;
import io.registryexporter.operator.decide.Question;
import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.workload.Workload;
import java.time.Clock;
import java.util.List;

/** Observes workloads, and answers the questions of a decision. */
public final class WorkloadObserver {
    private final NamespaceAnnotations namespaces;
    private final RegistryDetector detector;
    private final PodReader pods;
    private final PreflightReader preflights;
    private final ConstraintsReader constraints;
    private final Clock clock;

    public WorkloadObserver(
            NamespaceAnnotations namespaces,
            RegistryDetector detector,
            PodReader pods,
            PreflightReader preflights,
            ConstraintsReader constraints,
            Clock clock) {
        this.namespaces = namespaces;
        this.detector = detector;
        this.pods = pods;
        this.preflights = preflights;
        this.constraints = constraints;
        this.clock = clock;
    }

    /** Observes a workload, by the caches alone. */
    public Observation observe(Workload workload, WorkloadHistory history) {
        return new Observation(
                workload, history, namespaces.of(workload.id().namespace()), Answers.none(), clock.instant());
    }

    /**
     * Adds the answer to a question to an observation.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server did not answer
     */
    public Observation answer(RegistryExporter resource, Observation observation, Question question) {
        Workload workload = observation.workload();
        Answers answers = observation.answers();
        return observation.with(
                switch (question) {
                    case STORAGE -> answers.withStorage(detector.detect(resource, workload));
                    case NAMESPACE ->
                        answers.withNamespace(namespaces.fetch(workload.id().namespace()));
                    case PODS -> answers.withPods(pods.of(workload));
                    case CONSTRAINTS -> answers.withConstraints(constraints.of(workload));
                    case PREFLIGHT -> answers.withPreflight(preflight(observation));
                    case VOLUMES -> answers.withVolumes(constraints.volumesOf(workload));
                });
    }

    private List<Pod> preflight(Observation observation) {
        return observation
                .history()
                .preflight()
                .map(known -> preflights.named(observation.workload().id().namespace(), known.pod()))
                .orElse(List.of());
    }

    /** Adds the pods to the observation of a workload, which may have no resource any more. */
    public Observation withPods(Observation observation) {
        return observation.with(observation.answers().withPods(pods.of(observation.workload())));
    }
}
