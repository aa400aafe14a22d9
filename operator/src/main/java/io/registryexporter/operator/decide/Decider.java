package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.history.Restart;
import io.registryexporter.operator.decide.rollout.RolloutAssessment;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.hazard.Hazard;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides about an assessed workload within a restart budget. A round of the operator and a dry run use this same
 * function.
 */
public final class Decider {
    private Decider() {}

    /** The decision about a workload; a question if the decision needs an answer first. */
    public static Decision decide(Assessment assessment, RestartBudget budget) {
        return assessment.plan().accept(new ByPlan(assessment, budget));
    }

    private record ByPlan(Assessment assessment, RestartBudget budget) implements Plan.Cases<Decision> {

        @Override
        public Decision ask(Plan.Ask ask) {
            return Decision.Ask.about(ask.question());
        }

        @Override
        public Decision keep(Plan.Keep keep) {
            return assessment
                    .failure()
                    .map(failure -> withdrawal(keep.desired(), failure))
                    .orElseGet(() -> following(keep));
        }

        /** A rollout is judged once. A restart that an earlier process began is judged now. */
        private Decision following(Plan.Keep keep) {
            Optional<Restart> restart =
                    assessment.restarting() ? assessment.observation().history().restart() : Optional.empty();
            if (restart.isEmpty() || restart.get().judged()) {
                return kept(keep, restart.flatMap(Restart::hazard), restart.isPresent());
            }
            return assessment
                    .observation()
                    .answers()
                    .volumes()
                    .map(volumes ->
                            kept(keep, volumes.hanging(assessment.workload()).map(Hazard::message), true))
                    .orElseGet(() -> Decision.Ask.about(Question.VOLUMES));
        }

        private Decision kept(Plan.Keep keep, Optional<String> hazard, boolean judged) {
            Verdict verdict = assessment.rollout().orElseThrow().verdict();
            return new Decision.Keep(verdict, keep.storage(), keep.desired().image(), hazard, judged);
        }

        /**
         * Needs the annotations of the namespace by the API server: a workload without an exporter may be in a new
         * namespace that opted out.
         */
        @Override
        public Decision inject(Plan.Inject inject) {
            if (assessment.hasToWait(budget)) {
                return WaitingForTurn.until("the exporter is injected", budget);
            }
            return assessment.observation().answers().namespace().isEmpty()
                    ? Decision.Ask.about(Question.NAMESPACE)
                    : writeUnlessHazardous(inject.storage(), inject.desired(), Decision.Inject::new);
        }

        @Override
        public Decision update(Plan.Update update) {
            Optional<Decision> removal = assessment.failure().map(failure -> withdrawal(update.desired(), failure));
            if (removal.isPresent()) {
                return replacement(update, removal.get());
            }
            return assessment.hasToWait(budget)
                    ? WaitingForTurn.until("the exporter is updated", budget)
                    : writeUnlessHazardous(
                            update.storage(),
                            update.desired(),
                            injection -> new Decision.Update(injection, Optional.empty()));
        }

        /**
         * The exporter blocks its registry and has to change anyway, so the update waits for no turn. If the new
         * exporter may not come, the current one is removed.
         */
        private Decision replacement(Plan.Update update, Decision removal) {
            if (budget.withdrawn().isPresent()) {
                return removal;
            }
            Decision decision = writeUnlessHazardous(
                    update.storage(),
                    update.desired(),
                    injection -> new Decision.Update(injection, Optional.of(removal)));
            return decision instanceof Decision.Wait ? removal : decision;
        }

        /** Begins no rollout that cannot succeed, and none that may hang if the resource refuses those. */
        private Decision writeUnlessHazardous(
                RegistryStorage storage, DesiredWorkload desired, Function<Injection, Decision> write) {
            return assessment
                    .observation()
                    .answers()
                    .constraints()
                    .map(constraints -> constraints.hazard(assessment.workload(), desired.typedContainer()))
                    .map(hazard -> hazard.flatMap(found ->
                                    HazardPolicy.refusal(assessment.selection().resource(), found))
                            .<Decision>map(why -> new Decision.Wait(why, Optional.of(storage), Optional.empty()))
                            .orElseGet(() -> write.apply(new Injection(storage, desired, hazard.map(Hazard::message)))))
                    .orElseGet(() -> Decision.Ask.about(Question.CONSTRAINTS));
        }

        @Override
        public Decision remove(Plan.Remove remove) {
            RemovalCause cause = new RemovalCause.NotWanted(remove.why());
            boolean down = assessment.restarting() || assessment.failure().isPresent();
            return down
                    ? ExporterRemoval.removal(assessment.workload(), cause)
                    : ExporterRemoval.decide(assessment.observation(), cause, budget);
        }

        @Override
        public Decision skip(Plan.Skip skip) {
            return atRest(new Decision.Skip(skip.why(), Optional.empty()));
        }

        @Override
        public Decision stayWithdrawn(Plan.StayWithdrawn stay) {
            return atRest(new Decision.Skip(stay.why(), Optional.of(stay.fingerprint())));
        }

        private Decision atRest(Decision.Skip skip) {
            return assessment.paused() ? skip : StuckPods.unblocking(assessment.observation(), skip);
        }

        @Override
        public Decision postpone(Plan.Postpone postpone) {
            return assessment
                    .failure()
                    .map(failure -> ExporterRemoval.removal(assessment.workload(), new RemovalCause.NotWanted(failure)))
                    .orElseGet(() -> Decision.Wait.because(postpone.why()));
        }

        @Override
        public Decision giveIn(Plan.GiveIn giveIn) {
            return new Decision.Wait(giveIn.why(), Optional.empty(), Optional.of(giveIn.fingerprint()));
        }

        private Decision withdrawal(DesiredWorkload desired, Verdict failure) {
            InjectionFingerprint fingerprint =
                    InjectionFingerprint.of(assessment.selection().resource(), assessment.workload(), desired);
            Set<String> pods = assessment.rollout().map(RolloutAssessment::pods).orElse(Set.of());
            return new Decision.Remove(new RemovalCause.Failed(failure, fingerprint, pods));
        }
    }
}
