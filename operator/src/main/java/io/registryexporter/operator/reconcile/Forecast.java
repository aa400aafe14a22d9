package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Observation;
import io.registryexporter.operator.decide.Ownership;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.decide.RestartBudget;
import io.registryexporter.operator.decide.Selection;
import io.registryexporter.operator.execute.ApiErrorMessage;
import io.registryexporter.operator.reconcile.ForecastLine.Action;
import io.registryexporter.operator.record.status.Target;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Forecasts the next round for the workloads of a namespace: it makes the decisions of a round, and carries them out as
 * dry runs.
 */
public final class Forecast {
    private final Pipeline pipeline;
    private final Supplier<Round> rounds;

    /**
     * For a pipeline and rounds that send dry-run requests only.
     *
     * @param rounds each with a memory of its own, so that no forecast depends on the previous one
     */
    public Forecast(Pipeline pipeline, Supplier<Round> rounds) {
        this.pipeline = pipeline;
        this.rounds = rounds;
    }

    /**
     * A line for each resource and each of its workloads, and a line for each workload of a deleted resource.
     *
     * @param workloads all workloads of the namespace, in order
     * @param resources all resources of the namespace
     */
    public List<ForecastLine> of(List<Workload> workloads, List<RegistryExporter> resources) {
        Stream<ForecastLine> lines = resources.stream()
                .map(resource -> new Selection(resource, resources))
                .flatMap(selection -> of(selection, workloads));
        return Stream.concat(lines, orphans(workloads, resources))
                .sorted(Comparator.comparing(ForecastLine::workload))
                .toList();
    }

    private Stream<ForecastLine> of(Selection selection, List<Workload> workloads) {
        if (selection.resource().isMarkedForDeletion()) {
            return workloads.stream()
                    .filter(workload -> selection.carries(workload) && !selection.handedOver(workload))
                    .map(workload ->
                            removal(Optional.of(selection.resource()), workload, new RemovalCause.ResourceDeleted()));
        }
        Round.Result now = rounds.get().run(selection);
        boolean waits = now.outcomes().stream().anyMatch(outcome -> outcome.decision() instanceof Decision.Wait);
        Map<WorkloadId, ForecastLine> later = waits
                ? lines(selection, rounds.get().run(selection, Integer.MAX_VALUE))
                        .collect(Collectors.toMap(ForecastLine::workload, Function.identity()))
                : Map.of();
        return lines(selection, now)
                .map(line -> line.action() == Action.WAIT
                        ? Optional.ofNullable(later.get(line.workload()))
                                .filter(next -> !next.equals(line))
                                .map(line::then)
                                .orElse(line)
                        : line);
    }

    private static Stream<ForecastLine> lines(Selection selection, Round.Result result) {
        Stream<ForecastLine> decided = result.outcomes().stream().map(OutcomeLine::of);
        Stream<ForecastLine> failed = result.targets().stream()
                .filter(target -> result.outcomes().stream()
                        .noneMatch(outcome -> outcome.workload().id().equals(target.id())))
                .map(target -> failed(selection, target));
        return Stream.concat(decided, failed);
    }

    private static ForecastLine failed(Selection selection, Target target) {
        return ForecastLine.of(target.id(), selection.name(), Action.NOTHING, target.verdict());
    }

    private Stream<ForecastLine> orphans(List<Workload> workloads, List<RegistryExporter> resources) {
        return workloads.stream()
                .filter(workload -> Ownership.isOrphan(workload, resources))
                .map(workload -> removal(Optional.empty(), workload, new RemovalCause.Orphaned()));
    }

    private ForecastLine removal(Optional<RegistryExporter> resource, Workload workload, RemovalCause cause) {
        try {
            Observation observation = pipeline.observe(resource, workload);
            return OutcomeLine.of(pipeline.remove(resource, observation, cause, RestartBudget.unlimited()));
        } catch (KubernetesClientException e) {
            return ForecastLine.of(
                    workload.id(), workload.injectedBy().orElse(""), Action.NOTHING, ApiErrorMessage.of(e));
        }
    }
}
