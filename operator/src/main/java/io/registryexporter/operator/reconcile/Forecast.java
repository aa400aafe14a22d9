package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.decide.Observation;
import io.registryexporter.operator.decide.Ownership;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.decide.RestartBudget;
import io.registryexporter.operator.decide.Selection;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.execute.ApiErrorMessage;
import io.registryexporter.operator.record.Outcome;
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

    /** The action of the next round. */
    public enum Action {
        INJECT("inject"),
        UPDATE("update"),
        TAKE_BACK("take back"),
        DELETE_PODS("delete pods"),
        WAIT("wait"),
        NOTHING("-");

        private final String text;

        Action(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * The action for one workload and one resource.
     *
     * @param resource name of the RegistryExporter, or the name in the marker if the resource does not exist any more
     */
    public record Line(WorkloadId workload, String resource, Action action, String why) {
        private Line then(Line next) {
            return new Line(workload, resource, action, why + "; then " + next.action() + ": " + next.why());
        }
    }

    /**
     * A line for each resource and each of its workloads, and a line for each workload of a deleted resource.
     *
     * @param workloads all workloads of the namespace, in order
     * @param resources all resources of the namespace
     */
    public List<Line> of(List<Workload> workloads, List<RegistryExporter> resources) {
        Stream<Line> lines = resources.stream()
                .map(resource -> new Selection(resource, resources))
                .flatMap(selection -> of(selection, workloads));
        return Stream.concat(lines, orphans(workloads, resources))
                .sorted(Comparator.comparing(Line::workload))
                .toList();
    }

    private Stream<Line> of(Selection selection, List<Workload> workloads) {
        if (selection.resource().isMarkedForDeletion()) {
            return workloads.stream()
                    .filter(workload -> selection.carries(workload) && !selection.handedOver(workload))
                    .map(workload ->
                            removal(Optional.of(selection.resource()), workload, new RemovalCause.ResourceDeleted()));
        }
        Round.Result now = rounds.get().run(selection);
        boolean waits = now.outcomes().stream().anyMatch(outcome -> outcome.decision() instanceof Decision.Wait);
        Map<WorkloadId, Line> later = waits
                ? lines(selection, rounds.get().run(selection, Integer.MAX_VALUE))
                        .collect(Collectors.toMap(Line::workload, Function.identity()))
                : Map.of();
        return lines(selection, now)
                .map(line -> line.action() == Action.WAIT
                        ? Optional.ofNullable(later.get(line.workload()))
                                .filter(next -> !next.equals(line))
                                .map(line::then)
                                .orElse(line)
                        : line);
    }

    private static Stream<Line> lines(Selection selection, Round.Result result) {
        Stream<Line> decided = result.outcomes().stream().map(Forecast::line);
        Stream<Line> failed = result.targets().stream()
                .filter(target -> result.outcomes().stream()
                        .noneMatch(outcome -> outcome.workload().id().equals(target.id())))
                .map(target -> failed(selection, target));
        return Stream.concat(decided, failed);
    }

    private static Line failed(Selection selection, Target target) {
        return new Line(target.id(), selection.name(), Action.NOTHING, text(target.verdict()));
    }

    private Stream<Line> orphans(List<Workload> workloads, List<RegistryExporter> resources) {
        return workloads.stream()
                .filter(workload -> Ownership.isOrphan(workload, resources))
                .map(workload -> removal(Optional.empty(), workload, new RemovalCause.Orphaned()));
    }

    private Line removal(Optional<RegistryExporter> resource, Workload workload, RemovalCause cause) {
        try {
            Observation observation = pipeline.observe(resource, workload);
            return line(pipeline.remove(resource, observation, cause, RestartBudget.unlimited()));
        } catch (KubernetesClientException e) {
            return new Line(workload.id(), workload.injectedBy().orElse(""), Action.NOTHING, ApiErrorMessage.of(e));
        }
    }

    private static Line line(Outcome outcome) {
        return outcome.decision().accept(new ByDecision(outcome));
    }

    private static String text(Verdict verdict) {
        return verdict.reason() + ": " + verdict.message();
    }

    private record ByDecision(Outcome outcome) implements Decision.Cases<Line> {

        private Line line(Action action, String why) {
            String resource = outcome.resource().isPresent()
                    ? outcome.resourceName()
                    : outcome.workload().injectedBy().orElse("");
            return new Line(outcome.workload().id(), resource, action, why);
        }

        @Override
        public Line inject(Decision.Inject inject) {
            return written(Action.INJECT, inject.injection());
        }

        @Override
        public Line update(Decision.Update update) {
            return written(Action.UPDATE, update.injection());
        }

        @Override
        public Line beginPreflight(Decision.BeginPreflight begin) {
            Line then = begin.then().accept(this);
            return then.action() == Action.NOTHING
                    ? then
                    : line(
                            then.action(),
                            then.why() + "; before, a preflight on node "
                                    + begin.request().node());
        }

        @Override
        public Line endPreflight(Decision.EndPreflight end) {
            return wait(end.then());
        }

        private Line written(Action action, Injection injection) {
            Optional<Verdict> refusal = outcome.result().refusal();
            if (refusal.isPresent()) {
                return line(Action.NOTHING, text(refusal.get()));
            }
            String why = injection.remarked(with(injection.desired().image(), injection.storage()));
            return isSame()
                    ? line(Action.NOTHING, why)
                    : line(
                            action,
                            injection
                                    .hazard()
                                    .map(hazard -> why + "; RolloutMayHang: " + hazard)
                                    .orElse(why));
        }

        /** Whether the write would not change the workload. */
        private boolean isSame() {
            Workload workload = outcome.workload();
            return outcome.result()
                    .live()
                    .filter(live -> live.exporter().equals(workload.exporter())
                            && live.annotations().equals(workload.annotations())
                            && live.podAnnotations().equals(workload.podAnnotations()))
                    .isPresent();
        }

        @Override
        public Line remove(Decision.Remove remove) {
            return outcome.leftBehind()
                    .map(why -> line(Action.NOTHING, text(why)))
                    .orElseGet(() -> line(
                            Action.TAKE_BACK,
                            remove.cause()
                                    .reported()
                                    .map(Forecast::text)
                                    .orElse(remove.cause().why())));
        }

        @Override
        public Line deletePods(Decision.DeletePods delete) {
            String names = delete.pods().stream()
                    .map(pod -> pod.getMetadata().getName())
                    .collect(Collectors.joining(", "));
            return line(
                    Action.DELETE_PODS,
                    names + ": they block the StatefulSet rollout, because their exporter" + " does not start");
        }

        @Override
        public Line leaveBehind(Decision.LeaveBehind leaveBehind) {
            return line(Action.NOTHING, text(leaveBehind.why()));
        }

        @Override
        public Line wait(Decision.Wait wait) {
            return line(Action.WAIT, text(wait.why()));
        }

        @Override
        public Line keep(Decision.Keep keep) {
            return line(Action.NOTHING, "unchanged: " + with(keep.image(), keep.storage()));
        }

        @Override
        public Line skip(Decision.Skip skip) {
            return line(Action.NOTHING, text(skip.why()));
        }

        @Override
        public Line ask(Decision.Ask ask) {
            throw new IllegalStateException("the question is not answered: " + ask.question());
        }

        private static String with(String image, RegistryStorage storage) {
            return image + ", " + storage.how();
        }
    }
}
