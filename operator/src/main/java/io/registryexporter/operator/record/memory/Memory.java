package io.registryexporter.operator.record.memory;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.decide.preflight.Preflight;
import io.registryexporter.operator.decide.preflight.PreflightRequest;
import io.registryexporter.operator.decide.preflight.PreflightVerdict;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The histories of all workloads, by uid. */
public final class Memory {
    /** A storage may grow, and the memory of the exporter with it. */
    private static final Duration PROOF_HOLDS = Duration.ofHours(1);

    private final Map<String, WorkloadHistory> byUid = new ConcurrentHashMap<>();

    /** When each preflight passed, by its proof. */
    private final Map<String, Instant> proofs = new ConcurrentHashMap<>();

    /** The history of a workload. */
    public WorkloadHistory of(Workload workload) {
        return byUid.getOrDefault(workload.uid(), WorkloadHistory.none());
    }

    /** Changes the history of a workload; returns the new history. */
    public WorkloadHistory update(Workload workload, UnaryOperator<WorkloadHistory> change) {
        return byUid.compute(
                workload.uid(), (uid, known) -> change.apply(known == null ? WorkloadHistory.none() : known));
    }

    /** The running preflights of a resource, by uid of the workload. */
    public Map<String, Preflight> preflights(RegistryExporter resource) {
        String owner = Objects.requireNonNullElse(resource.getMetadata().getUid(), "");
        return byUid.entrySet().stream()
                .filter(known -> known.getValue()
                        .preflight()
                        .filter(preflight ->
                                preflight.running() && preflight.resource().equals(owner))
                        .isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, known -> known.getValue().preflight().orElseThrow()));
    }

    /** Names of the pods of all running preflights. */
    public Set<String> preflightPods() {
        return byUid.values().stream()
                .flatMap(history -> history.preflight().filter(Preflight::running).stream())
                .map(Preflight::pod)
                .collect(Collectors.toSet());
    }

    /** Forgets a preflight without a verdict, because its pod was deleted. */
    public void endPreflight(String uid) {
        byUid.computeIfPresent(uid, (unused, history) -> history.withoutPreflight());
    }

    /** What passed preflights proved lately. */
    public Set<String> proofs(Instant now) {
        proofs.values().removeIf(passed -> !now.isBefore(passed.plus(PROOF_HOLDS)));
        return Set.copyOf(proofs.keySet());
    }

    /** The number of restarts and preflights that the operator follows. */
    public int restarts() {
        return (int) byUid.values().stream()
                .filter(history -> history.restart().isPresent()
                        || history.preflight().filter(Preflight::running).isPresent())
                .count();
    }

    /** Forgets workloads that do not exist any more, but for those whose preflight still has a pod. */
    public void retain(Set<String> uids) {
        byUid.entrySet()
                .removeIf(known -> !uids.contains(known.getKey())
                        && known.getValue()
                                .preflight()
                                .filter(Preflight::running)
                                .isEmpty());
    }

    /** Remembers the outcome of a decision. */
    public void record(Outcome outcome, Instant now) {
        if (outcome.decision() instanceof Decision.EndPreflight end
                && end.preflight().is(PreflightVerdict.Kind.PASSED)) {
            proofs.put(end.preflight().proof(), now);
        }
        UnaryOperator<WorkloadHistory> change = outcome.decision().accept(new Change(outcome, now));
        WorkloadHistory unused = update(outcome.workload(), change);
    }

    private record Change(Outcome outcome, Instant now) implements Decision.Cases<UnaryOperator<WorkloadHistory>> {

        @Override
        public UnaryOperator<WorkloadHistory> inject(Decision.Inject inject) {
            return written(inject.injection());
        }

        @Override
        public UnaryOperator<WorkloadHistory> update(Decision.Update update) {
            return written(update.injection());
        }

        private UnaryOperator<WorkloadHistory> written(Injection injection) {
            return history -> outcome.result()
                    .live()
                    .map(live -> history.injected(
                            outcome.resourceName(),
                            live,
                            injection.desired().applied(),
                            injection.hazard(),
                            injection.remark(),
                            now))
                    .orElse(history);
        }

        @Override
        public UnaryOperator<WorkloadHistory> beginPreflight(Decision.BeginPreflight begin) {
            Result result = outcome.result();
            Optional<PreflightVerdict> refused = result instanceof Result.PreflightRefused refusal
                    ? Optional.of(refusal.verdict())
                    : Optional.empty();
            boolean decided = result instanceof Result.PreflightBegun || refused.isPresent();
            PreflightRequest request = begin.request();
            String resource = outcome.resource()
                    .map(present -> present.getMetadata().getUid())
                    .orElse("");
            return history -> decided
                    ? history.with(new Preflight(
                            resource,
                            request.proof(),
                            request.injection(),
                            request.node(),
                            request.available(),
                            request.unproven(),
                            begin.hazard(),
                            request.pod().getMetadata().getName(),
                            now,
                            now,
                            begin.attempt(),
                            refused))
                    : history;
        }

        @Override
        public UnaryOperator<WorkloadHistory> endPreflight(Decision.EndPreflight end) {
            // Where the API server did not decide, the next round ends the preflight again.
            return history -> outcome.result().refusal().isEmpty() ? history.with(end.preflight()) : history;
        }

        @Override
        public UnaryOperator<WorkloadHistory> remove(Decision.Remove remove) {
            return history -> outcome.result()
                    .live()
                    .map(live -> history.removed(
                            outcome.resourceName(), live, remove.cause().failedPods(), outcome.restarts(), now))
                    .orElse(history);
        }

        @Override
        public UnaryOperator<WorkloadHistory> keep(Decision.Keep keep) {
            return history -> keep.judged() ? history.judged(keep.hazard()) : history;
        }

        @Override
        public UnaryOperator<WorkloadHistory> deletePods(Decision.DeletePods delete) {
            return UnaryOperator.identity();
        }

        @Override
        public UnaryOperator<WorkloadHistory> leaveBehind(Decision.LeaveBehind leaveBehind) {
            return UnaryOperator.identity();
        }

        @Override
        public UnaryOperator<WorkloadHistory> wait(Decision.Wait wait) {
            return UnaryOperator.identity();
        }

        @Override
        public UnaryOperator<WorkloadHistory> skip(Decision.Skip skip) {
            return UnaryOperator.identity();
        }

        @Override
        public UnaryOperator<WorkloadHistory> ask(Decision.Ask ask) {
            return UnaryOperator.identity();
        }
    }
}
