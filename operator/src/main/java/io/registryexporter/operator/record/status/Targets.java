package io.registryexporter.operator.record.status;

import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;

/** Converts outcomes to targets of the status. */
public final class Targets {
    private Targets() {}

    /** The target; empty if the workload is gone, or is no target any more. */
    public static Optional<Target> of(Outcome outcome) {
        return outcome.result().gone() ? Optional.empty() : outcome.decision().accept(new ByDecision(outcome));
    }

    private record ByDecision(Outcome outcome) implements Decision.Cases<Optional<Target>> {

        private Workload workload() {
            return outcome.workload();
        }

        @Override
        public Optional<Target> inject(Decision.Inject inject) {
            return written(inject.injection());
        }

        @Override
        public Optional<Target> update(Decision.Update update) {
            return written(update.injection());
        }

        @Override
        public Optional<Target> beginPreflight(Decision.BeginPreflight begin) {
            return outcome.result()
                    .refusal()
                    .map(why -> Target.asItIs(workload(), why))
                    .or(() -> wait(begin.until()));
        }

        @Override
        public Optional<Target> endPreflight(Decision.EndPreflight end) {
            return outcome.result()
                    .refusal()
                    .map(why -> Target.asItIs(workload(), why))
                    .or(() -> wait(end.then()));
        }

        private Optional<Target> written(Injection injection) {
            Optional<Verdict> refusal = outcome.result().refusal();
            if (refusal.isPresent()) {
                return Optional.of(Target.asItIs(workload(), refusal.get()).reading(Optional.of(injection.storage())));
            }
            return outcome.rollout()
                    .map(rollout -> Target.without(
                                    workload(),
                                    new Verdict(
                                            rollout.verdict().reason(),
                                            injection.remarked(rollout.verdict().message())))
                            .carrying(injection.desired().image())
                            .reading(Optional.of(injection.storage()))
                            .withHazard(outcome.restarts() ? injection.hazard() : Optional.empty()));
        }

        @Override
        public Optional<Target> remove(Decision.Remove remove) {
            RemovalCause cause = remove.cause();
            return outcome.leftBehind()
                    .filter(why -> !outcome.removed() || cause.notTriedAgain().isEmpty())
                    .map(this::leftBehind)
                    .or(() -> cause.reported()
                            .map(verdict -> Target.without(workload(), verdict).notTryingAgain(cause.notTriedAgain())));
        }

        @Override
        public Optional<Target> leaveBehind(Decision.LeaveBehind leaveBehind) {
            return Optional.of(leftBehind(leaveBehind.why()));
        }

        private Target leftBehind(Verdict why) {
            return Target.asItIs(workload(), why);
        }

        @Override
        public Optional<Target> deletePods(Decision.DeletePods delete) {
            return skip(delete.then());
        }

        @Override
        public Optional<Target> wait(Decision.Wait wait) {
            return Optional.of(Target.asItIs(workload(), wait.why())
                    .reading(wait.storage())
                    .notTryingAgain(wait.notTriedAgain()));
        }

        @Override
        public Optional<Target> keep(Decision.Keep keep) {
            return Optional.of(Target.without(workload(), keep.verdict())
                    .carrying(keep.image())
                    .reading(Optional.of(keep.storage()))
                    .withHazard(keep.hazard()));
        }

        @Override
        public Optional<Target> skip(Decision.Skip skip) {
            return Optional.of(Target.without(workload(), skip.why()).notTryingAgain(skip.notTriedAgain()));
        }

        @Override
        public Optional<Target> ask(Decision.Ask ask) {
            throw new IllegalStateException("the question is not answered: " + ask.question());
        }
    }
}
