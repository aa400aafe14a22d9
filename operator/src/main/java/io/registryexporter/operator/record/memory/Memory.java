package io.registryexporter.operator.record.memory;

import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.workload.Workload;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The histories of all workloads, by uid. */
public final class Memory {
    private final Map<String, WorkloadHistory> byUid = new ConcurrentHashMap<>();

    /** The history of a workload. */
    public WorkloadHistory of(Workload workload) {
        return byUid.getOrDefault(workload.uid(), WorkloadHistory.none());
    }

    /** Changes the history of a workload; returns the new history. */
    public WorkloadHistory update(Workload workload, UnaryOperator<WorkloadHistory> change) {
        return byUid.compute(
                workload.uid(), (uid, known) -> change.apply(known == null ? WorkloadHistory.none() : known));
    }

    /** The number of restarts that the operator follows. */
    public int restarts() {
        return (int) byUid.values().stream()
                .filter(history -> history.restart().isPresent())
                .count();
    }

    /** Forgets workloads that do not exist any more. */
    public void retain(Set<String> uids) {
        byUid.keySet().retainAll(uids);
    }

    /** Remembers the outcome of a decision. */
    public void record(Outcome outcome, Instant now) {
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
                            outcome.resourceName(), live, injection.desired().applied(), injection.hazard(), now))
                    .orElse(history);
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
