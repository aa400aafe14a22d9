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
 * The one function from an assessed workload and the restarts that are left to a decision. It is the same for a round of
 * the operator and for its dry run.
 */
public final class Decider {
    private Decider() {}

    /** What is done about the workload now; a question where that depends on something that was not read yet. */
    public static Decision decide(Assessment assessment, RestartBudget budget) {
        return assessment.plan().accept(new ByPlan(assessment, budget));
    }

    private record ByPlan(Assessment assessment, RestartBudget budget) implements Plan.Cases<Decision> {

        @Override
        public Decision ask(Plan.Ask ask) {
            return new Decision.Ask(ask.question());
        }

        @Override
        public Decision keep(Plan.Keep keep) {
            return assessment
                    .failure()
                    .map(failure -> withdrawal(keep.desired(), failure))
                    .orElseGet(() -> following(keep));
        }

        /** What may become of a rollout is judged once; a restart that an earlier process began is judged now. */
        private Decision following(Plan.Keep keep) {
            Optional<Restart> restart =
                    assessment.restarting() ? assessment.observation().history().restart() : Optional.empty();
            if (restart.isEmpty() || restart.get().judged()) {
                return kept(keep, restart.flatMap(Restart::hazard));
            }
            return assessment
                    .observation()
                    .answers()
                    .volumes()
                    .map(volumes ->
                            kept(keep, volumes.hanging(assessment.workload()).map(Hazard::message)))
                    .orElseGet(() -> new Decision.Ask(Question.VOLUMES));
        }

        private Decision kept(Plan.Keep keep, Optional<String> hazard) {
            Verdict verdict = assessment.rollout().orElseThrow().verdict();
            return new Decision.Keep(verdict, keep.storage(), keep.desired().image(), hazard);
        }

        /**
         * By the annotations of the namespace as the API server has them there may be nothing to inject: whoever gets the
         * exporter for the first time may be in a namespace that is as new.
         */
        @Override
        public Decision inject(Plan.Inject inject) {
            if (assessment.hasToWait(budget)) {
                return WaitingForTurn.until("the exporter is injected", budget);
            }
            return assessment.observation().answers().namespace().isEmpty()
                    ? new Decision.Ask(Question.NAMESPACE)
                    : unlessHazardous(inject.storage(), inject.desired(), Decision.Inject::new);
        }

        @Override
        public Decision update(Plan.Update update) {
            Optional<Decision> removal = assessment.failure().map(failure -> withdrawal(update.desired(), failure));
            if (removal.isPresent()) {
                return replacement(update, removal.get());
            }
            return assessment.hasToWait(budget)
                    ? WaitingForTurn.until("the exporter is updated", budget)
                    : unlessHazardous(
                            update.storage(),
                            update.desired(),
                            injection -> new Decision.Update(injection, Optional.empty()));
        }

        /**
         * What the workload carries keeps its registry from running, and is to be changed anyway: no turn is worth waiting
         * for. Where the next exporter may not come, the one that is there goes.
         */
        private Decision replacement(Plan.Update update, Decision removal) {
            if (budget.withdrawn().isPresent()) {
                return removal;
            }
            Decision decision = unlessHazardous(
                    update.storage(),
                    update.desired(),
                    injection -> new Decision.Update(injection, Optional.of(removal)));
            return decision instanceof Decision.Wait ? removal : decision;
        }

        /** What cannot end is not begun, nor what may hang where the resource refuses that. */
        private Decision unlessHazardous(
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
                    .orElseGet(() -> new Decision.Ask(Question.CONSTRAINTS));
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
