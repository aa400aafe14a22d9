package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.history.Restart;
import io.registryexporter.operator.decide.rollout.RolloutAssessment;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.hazard.Hazard;
import io.registryexporter.operator.workload.RolloutFacts;
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
            String remark = assessment.observation().history().remark();
            String message = remark.isEmpty() ? verdict.message() : verdict.message() + "; " + remark;
            return new Decision.Keep(
                    new Verdict(verdict.reason(), message),
                    keep.storage(),
                    keep.desired().image(),
                    hazard,
                    judged);
        }

        /**
         * Needs the annotations of the namespace by the API server: a workload without an exporter may be in a new
         * namespace that opted out.
         */
        @Override
        public Decision inject(Plan.Inject inject) {
            Optional<Decision> loss = loss(inject.storage(), inject.desired());
            if (loss.isPresent()) {
                return loss.get();
            }
            if (assessment.observation().answers().namespace().isEmpty() && !assessment.hasToWait(budget)) {
                return Decision.Ask.about(Question.NAMESPACE);
            }
            return inTurn("the exporter is injected", inject.storage(), inject.desired(), Decision.Inject::new);
        }

        @Override
        public Decision update(Plan.Update update) {
            Optional<Decision> loss = loss(update.storage(), update.desired());
            if (loss.isPresent()) {
                return loss.get();
            }
            Optional<Decision> removal = assessment.failure().map(failure -> withdrawal(update.desired(), failure));
            if (removal.isPresent()) {
                return replacement(update, removal.get());
            }
            return inTurn(
                    "the exporter is updated",
                    update.storage(),
                    update.desired(),
                    injection -> new Decision.Update(injection, Optional.empty()));
        }

        /** Follows a preflight that has begun, even if the write has to wait for other targets. */
        private Decision inTurn(
                String what, RegistryStorage storage, DesiredWorkload desired, Function<Injection, Decision> write) {
            Decision waits = WaitingForTurn.until(what, budget);
            boolean hasToWait = assessment.hasToWait(budget);
            Function<Injection, Decision> writeInTurn = injection -> hasToWait ? waits : write.apply(injection);
            return gate().follow(storage, desired, writeInTurn)
                    .or(() -> hasToWait ? Optional.of(waits) : gate().otherRuns(desired))
                    .orElseGet(() -> writeUnlessHazardous(storage, desired, write));
        }

        /**
         * The exporter blocks its registry and has to change anyway, so the update waits for no turn. If the new
         * exporter may not come, the current one is removed; if it needs a preflight, the current one is removed until
         * then, which no note prevents.
         */
        private Decision replacement(Plan.Update update, Decision removal) {
            if (budget.withdrawn().isPresent()) {
                return removal;
            }
            Decision decision = writeUnlessHazardous(
                    update.storage(),
                    update.desired(),
                    injection -> new Decision.Update(injection, Optional.of(removal)));
            if (decision.followsPreflight()) {
                return assessment
                        .failure()
                        .map(failure ->
                                ExporterRemoval.removal(assessment.workload(), new RemovalCause.NotWanted(failure)))
                        .orElse(removal);
            }
            return decision instanceof Decision.Wait ? removal : decision;
        }

        /** Restarts no registry whose storage ends with its pod. */
        private Optional<Decision> loss(RegistryStorage storage, DesiredWorkload desired) {
            return desired.changesPods(assessment.workload())
                    ? DataLoss.refusal(resource(), assessment.workload(), desired.typedContainer())
                            .map(why -> new Decision.Wait(why, Optional.of(storage), Optional.empty()))
                    : Optional.empty();
        }

        private RegistryExporter resource() {
            return assessment.selection().resource();
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
                            .orElseGet(() ->
                                    gate().pass(new Injection(storage, desired, hazard.map(Hazard::message)), write)))
                    .orElseGet(() -> Decision.Ask.about(Question.CONSTRAINTS));
        }

        private PreflightGate gate() {
            return new PreflightGate(resource(), assessment.observation(), budget.preflights());
        }

        @Override
        public Decision remove(Plan.Remove remove) {
            RemovalCause cause = new RemovalCause.NotWanted(remove.why());
            boolean down = assessment.restarting() || assessment.failure().isPresent();
            Optional<Decision> loss = remove.asked()
                    ? Optional.empty()
                    : loss(remove.why(), assessment.workload().applied());
            if (loss.isPresent()) {
                return loss.get();
            }
            return down
                    ? ExporterRemoval.removal(assessment.workload(), cause)
                    : ExporterRemoval.decide(assessment.observation(), cause, budget);
        }

        /**
         * Removes no exporter whose removal loses the storage, unless the owner asked for the removal. Where previous
         * pods still live, a removal keeps them.
         */
        private Decision unlessDataIsLost(Verdict why, Decision removal) {
            return loss(why, removal instanceof Decision.Remove).orElse(removal);
        }

        private Optional<Decision> loss(Verdict why, boolean removes) {
            RolloutFacts rollout = assessment.observation().rollout();
            boolean previousPodsLive = rollout.observed() && rollout.total() > rollout.updated();
            return removes && !previousPodsLive
                    ? DataLoss.refusal(resource(), assessment.workload(), why).map(Decision.Wait::because)
                    : Optional.empty();
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
                    .map(failure -> unlessDataIsLost(
                            failure,
                            ExporterRemoval.removal(assessment.workload(), new RemovalCause.NotWanted(failure))))
                    .orElseGet(() -> new Decision.Wait(postpone.why(), Optional.empty(), postpone.notTriedAgain()));
        }

        @Override
        public Decision giveIn(Plan.GiveIn giveIn) {
            return new Decision.Wait(giveIn.why(), Optional.empty(), Optional.of(giveIn.fingerprint()));
        }

        private Decision withdrawal(DesiredWorkload desired, Verdict failure) {
            InjectionFingerprint fingerprint = InjectionFingerprint.of(resource(), assessment.workload(), desired);
            Set<String> pods = assessment.rollout().map(RolloutAssessment::pods).orElse(Set.of());
            RemovalCause cause = new RemovalCause.Failed(failure, fingerprint, pods);
            return unlessDataIsLost(failure, new Decision.Remove(cause, DataLoss.of(assessment.workload())));
        }
    }
}
