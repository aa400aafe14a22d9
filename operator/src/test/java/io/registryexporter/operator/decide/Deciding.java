package io.registryexporter.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import io.registryexporter.operator.decide.desired.DesiredWorkloads;
import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.decide.preflight.Preflight;
import io.registryexporter.operator.detect.ConfigMaps;
import io.registryexporter.operator.detect.StorageDetector;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.hazard.Claims;
import io.registryexporter.operator.hazard.Constraints;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Rounds over workloads, without an API server: every write succeeds, and every question has an answer. */
final class Deciding {
    static final Instant START = Instant.parse("2026-01-01T02:00:00Z");

    private final List<RegistryExporter> siblings = new ArrayList<>();
    private final Map<String, Workload> workloads = new LinkedHashMap<>();
    private final Map<String, List<Pod>> pods = new HashMap<>();
    private final Map<String, WorkloadHistory> histories = new HashMap<>();
    private final List<Question> asked = new ArrayList<>();
    private RegistryExporter resource;
    private Map<String, String> namespaceAsked = Map.of();
    private Constraints constraints = new Constraints(new Claims(Map.of(), Map.of()), List.of(), List.of());
    private List<Pod> preflightPods = List.of();
    private Set<String> proofs = Set.of();
    private Instant now = START;

    private Deciding(RegistryExporter resource) {
        this.resource = resource;
        siblings.add(resource);
    }

    static Deciding of(RegistryExporter resource) {
        return new Deciding(resource);
    }

    /** The same with another version of the resource. */
    Deciding changed(RegistryExporter version) {
        siblings.remove(resource);
        siblings.add(version);
        resource = version;
        return this;
    }

    Deciding beside(RegistryExporter sibling) {
        siblings.add(sibling);
        return this;
    }

    /** A workload as it is seen now; one of the same uid is a newer version. */
    Deciding with(Registries registries, Pod... itsPods) {
        Workload workload = registries.workload();
        workloads.put(workload.uid(), workload);
        pods.put(workload.uid(), List.of(itsPods));
        return this;
    }

    Deciding remembering(Registries registries, UnaryOperator<WorkloadHistory> change) {
        histories.merge(
                registries.workload().uid(),
                change.apply(WorkloadHistory.none()),
                (known, unused) -> change.apply(known));
        return this;
    }

    Deciding namespaceSays(Map<String, String> annotations) {
        namespaceAsked = annotations;
        return this;
    }

    Deciding within(Constraints found) {
        constraints = found;
        return this;
    }

    /** The pod of the preflight as it is now; none if it is gone. */
    Deciding preflight(Pod... pod) {
        preflightPods = List.of(pod);
        return this;
    }

    /** What preflights of other workloads have proved. */
    Deciding proved(String... found) {
        proofs = Set.of(found);
        return this;
    }

    Deciding pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** What is known of a workload after the last round. */
    WorkloadHistory history(String uid) {
        return histories.get(uid);
    }

    Instant now() {
        return now;
    }

    /** What was read in all rounds, in order. */
    List<Question> asked() {
        return List.copyOf(asked);
    }

    /** The decision about the only workload. */
    Decision decision() {
        return round().get(0);
    }

    /** The decisions of a round, in the order of the workloads. */
    List<Decision> round() {
        Selection selection = new Selection(resource, siblings);
        List<Assessment> assessments = workloads.values().stream()
                .map(workload -> assess(selection, observe(workload)))
                .toList();
        RestartBudget budget = RestartBudget.of(resource.wanted().rollout().maxConcurrent(), assessments, 0)
                .with(new Preflights(
                        histories.entrySet().stream()
                                .filter(known -> known.getValue()
                                        .preflight()
                                        .filter(Preflight::running)
                                        .isPresent())
                                .map(Map.Entry::getKey)
                                .findFirst(),
                        proofs,
                        Preflights.Mode.ONE_AT_A_TIME));
        List<Decision> decisions = new ArrayList<>();
        for (Assessment assessed : assessments) {
            Assessment assessment = assessed;
            Decision decision = Decider.decide(assessment, budget);
            while (decision instanceof Decision.Ask ask) {
                assessment = assess(selection, answer(assessment.observation(), ask.question()));
                decision = Decider.decide(assessment, budget);
            }
            boolean writes = decision instanceof Decision.Inject
                    || decision instanceof Decision.Update
                    || decision instanceof Decision.Remove;
            budget = budget.after(assessment.workload(), decision, writes && assessment.wouldRestart());
            histories.put(
                    assessment.workload().uid(),
                    after(decision, assessment.observation().history()));
            decisions.add(decision);
        }
        return decisions;
    }

    private WorkloadHistory after(Decision decision, WorkloadHistory history) {
        if (decision instanceof Decision.BeginPreflight begin) {
            return history.with(new Preflight(
                    "uid",
                    begin.request().proof(),
                    begin.request().injection(),
                    begin.request().node(),
                    begin.request().available(),
                    begin.request().unproven(),
                    begin.hazard(),
                    begin.request().pod().getMetadata().getName(),
                    now,
                    now,
                    begin.attempt(),
                    Optional.empty()));
        }
        return decision instanceof Decision.EndPreflight end ? history.with(end.preflight()) : history;
    }

    /** What is done about the only workload where the exporter has to go. */
    Decision removal(RemovalCause cause, RestartBudget budget) {
        Observation observation = observe(workloads.values().iterator().next());
        Decision decision = ExporterRemoval.decide(observation, cause, budget);
        return decision instanceof Decision.Ask ask
                ? ExporterRemoval.decide(answer(observation, ask.question()), cause, budget)
                : decision;
    }

    /** What has to be read of the only workload where the exporter has to go. */
    Decision.Ask question(RemovalCause cause) {
        return (Decision.Ask)
                ExporterRemoval.decide(observe(workloads.values().iterator().next()), cause, RestartBudget.unlimited());
    }

    private Observation observe(Workload workload) {
        WorkloadHistory history = histories
                .getOrDefault(workload.uid(), WorkloadHistory.none())
                .seen(resource.getMetadata().getName(), workload, false, now);
        histories.put(workload.uid(), history);
        return new Observation(workload, history, Map.of(), Answers.none(), now);
    }

    private Assessment assess(Selection selection, Observation observation) {
        Assessor assessor = new Assessor(new Planner(new DesiredWorkloads(Planning.IMAGE), AllowedExporters.all()));
        Assessment assessment = assessor.assess(selection, observation);
        while (assessment.plan() instanceof Plan.Ask ask) {
            assessment = assessor.assess(selection, answer(assessment.observation(), ask.question()));
        }
        histories.put(observation.workload().uid(), assessment.observation().history());
        return assessment;
    }

    private Observation answer(Observation observation, Question question) {
        asked.add(question);
        Workload workload = observation.workload();
        Answers answers = observation.answers();
        return observation.with(
                switch (question) {
                    case STORAGE ->
                        answers.withStorage(StorageDetector.detect(
                                workload.template().getSpec(),
                                workload.claimTemplates(),
                                resource.wanted().registry(),
                                ConfigMaps.none()));
                    case NAMESPACE -> answers.withNamespace(namespaceAsked);
                    case PODS -> answers.withPods(pods.getOrDefault(workload.uid(), List.of()));
                    case CONSTRAINTS -> answers.withConstraints(constraints);
                    case PREFLIGHT -> answers.withPreflight(preflightPods);
                    case VOLUMES -> answers.withVolumes(constraints);
                });
    }
}
