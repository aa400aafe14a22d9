package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.hazard.Hazard;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.observe.SurroundingsReader;
import io.registryexporter.operator.plan.Attempt;
import io.registryexporter.operator.plan.Plan;
import io.registryexporter.operator.plan.Turns;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Outcome;
import io.registryexporter.operator.status.Target;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings one workload to where its resource wants it, as far as it is its turn, and says where it stands. */
final class Settler {
    private final Assessor assessor;
    private final Injection injection;
    private final Withdrawals withdrawals;
    private final Unblocking unblocking;
    private final Release release;
    private final SurroundingsReader surroundings;
    private final Memory memory;

    Settler(
            Assessor assessor,
            Injection injection,
            Withdrawals withdrawals,
            Unblocking unblocking,
            Release release,
            SurroundingsReader surroundings,
            Memory memory) {
        this.assessor = assessor;
        this.injection = injection;
        this.withdrawals = withdrawals;
        this.unblocking = unblocking;
        this.release = release;
        this.surroundings = surroundings;
        this.memory = memory;
    }

    /** Settles a workload; nothing where it is gone meanwhile. */
    Optional<Target> settle(
            RegistryExporter resource, List<RegistryExporter> siblings, Assessment assessment, Turns turns) {
        Plan plan = assessment.plan();
        if (plan instanceof Plan.Leave leave) {
            return follow(resource, assessment, leave, turns);
        }
        Optional<Verdict> failure = mayWithdraw(resource) ? assessment.failure() : Optional.empty();
        if (failure.isPresent()) {
            return rid(resource, assessment, failure.get(), turns);
        }
        if (plan instanceof Plan.Inject) {
            return assessment.hasToWait(turns)
                    ? Optional.of(waiting(assessment, "the exporter is injected", turns))
                    : inject(resource, siblings, assessor.asked(resource, siblings, assessment), turns);
        }
        if (plan instanceof Plan.Update update) {
            return assessment.hasToWait(turns)
                    ? Optional.of(waiting(assessment, "the exporter is updated", turns))
                    : injection
                            .run(resource, assessment, update.storage(), update.desired(), turns)
                            .target();
        }
        if (plan instanceof Plan.TakeBack takeBack) {
            boolean waits = assessment.workload().carries() && assessment.wouldRestart() && !turns.freeToTakeBack();
            String what = "the exporter is taken back (" + takeBack.why().message() + ")";
            return waits
                    ? Optional.of(waiting(assessment, what, turns))
                    : takeBack(resource, assessment, takeBack.why(), turns);
        }
        return Optional.of(atRest(resource, assessment));
    }

    private static boolean mayWithdraw(RegistryExporter resource) {
        return resource.wanted().rollout().withdrawOnFailure()
                && !resource.wanted().paused();
    }

    /**
     * What it carries keeps its registry from running, and is to be changed anyway: no turn is worth waiting for. Where the
     * next exporter may not come, the one that is there goes.
     */
    private Optional<Target> rid(RegistryExporter resource, Assessment assessment, Verdict failure, Turns turns) {
        if (assessment.plan() instanceof Plan.Update update) {
            if (turns.withdrawn().isEmpty()) {
                Injection.Result updated =
                        injection.run(resource, assessment, update.storage(), update.desired(), turns);
                if (!updated.refused()) {
                    return updated.target();
                }
            }
            Set<String> pods = assessment.outcome().map(Outcome::pods).orElse(Set.of());
            return withdrawals.run(resource, assessment.workload(), update.desired(), failure, pods);
        }
        Verdict why = assessment.plan() instanceof Plan.TakeBack takeBack ? takeBack.why() : failure;
        return takeBack(resource, assessment, why, turns);
    }

    private Target atRest(RegistryExporter resource, Assessment assessment) {
        Workload workload = assessment.workload();
        if (assessment.plan() instanceof Plan.Hold hold) {
            return held(resource, workload, hold.why());
        }
        if (!resource.wanted().paused()) {
            unblocking.run(resource, workload);
        }
        return assessment.plan() instanceof Plan.StayWithdrawn stays
                ? Withdrawals.stays(workload, stays.why(), stays.attempt())
                : without(workload, ((Plan.Skip) assessment.plan()).why());
    }

    /** By the annotations of the namespace as it is now there may be nothing to inject any more. */
    private Optional<Target> inject(
            RegistryExporter resource, List<RegistryExporter> siblings, Assessment asked, Turns turns) {
        return asked.plan() instanceof Plan.Inject inject
                ? injection
                        .run(resource, asked, inject.storage(), inject.desired(), turns)
                        .target()
                : settle(resource, siblings, asked, turns);
    }

    private Optional<Target> follow(RegistryExporter resource, Assessment assessment, Plan.Leave leave, Turns turns) {
        Workload workload = assessment.workload();
        Outcome outcome = assessment.outcome().orElseThrow();
        if (outcome.failure().isPresent() && mayWithdraw(resource)) {
            Verdict failure = outcome.failure().get();
            if (Plan.StayWithdrawn.concernsOthers(failure)) {
                turns.withdrawnFrom(text(workload, failure));
            }
            return withdrawals.run(resource, workload, leave.desired(), failure, outcome.pods());
        }
        Optional<String> hazard = assessment.restarting()
                ? memory.restarts()
                        .hazard(
                                workload,
                                () -> surroundings
                                        .volumesOf(workload)
                                        .hanging(workload)
                                        .map(Hazard::message))
                : Optional.empty();
        return Optional.of(new Target(
                        workload.id(),
                        workload.uid(),
                        outcome.verdict(),
                        true,
                        Optional.of(leave.storage()),
                        leave.desired().image())
                .with(hazard));
    }

    private Optional<Target> takeBack(RegistryExporter resource, Assessment assessment, Verdict why, Turns turns) {
        Workload workload = assessment.workload();
        Released released = release.settle(resource, workload, why.message());
        if (released.restarts() && assessment.wouldRestart()) {
            turns.taken();
        }
        return released.gone()
                ? Optional.empty()
                : Optional.of(released.left()
                        .map(left -> new Target(
                                workload.id(), workload.uid(), left, true, Optional.empty(), Release.image(workload)))
                        .orElseGet(() -> without(workload, why)));
    }

    /** A workload from which the exporter was withdrawn, for people. */
    static String text(Workload workload, Verdict why) {
        return workload.id().kind() + " " + workload.id().name() + " (" + why.reason() + ")";
    }

    private static Target waiting(Assessment assessment, String what, Turns turns) {
        String until = turns.withdrawn()
                .map(workload -> "; it was withdrawn from " + workload
                        + ", and does not come to others before that is mended or opted out")
                .orElse(" when the targets that are being restarted run again; spec.rollout.maxConcurrent says how many"
                        + " at a time");
        return new Target(
                assessment.workload().id(),
                assessment.workload().uid(),
                new Verdict(Reason.WAITING_FOR_TURN, what + until),
                assessment.workload().carries(),
                Optional.empty(),
                Release.image(assessment.workload()));
    }

    private static Target held(RegistryExporter resource, Workload workload, Verdict why) {
        boolean givenUp = why.reason() == Reason.REMOVED_BY_OTHER_MANAGER;
        return new Target(
                workload.id(),
                workload.uid(),
                why,
                workload.carries(),
                Optional.empty(),
                Release.image(workload),
                Optional.empty(),
                givenUp ? Attempt.asked(resource, workload).digest() : "");
    }

    private static Target without(Workload workload, Verdict why) {
        return new Target(workload.id(), workload.uid(), why, false, Optional.empty(), "");
    }
}
