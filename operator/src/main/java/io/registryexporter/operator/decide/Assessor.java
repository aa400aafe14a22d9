package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.history.OverwriteHistory;
import io.registryexporter.operator.decide.history.ReportedStatus;
import io.registryexporter.operator.decide.history.Restart;
import io.registryexporter.operator.decide.preflight.PreflightVerdict;
import io.registryexporter.operator.decide.rollout.RolloutAssessment;
import io.registryexporter.operator.decide.rollout.RolloutAssessor;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Assesses a workload: what the resource asks for, and how far the rollout of the exporter is. */
public final class Assessor {
    private static final Set<WorkloadState> UNDER_WAY = Set.of(WorkloadState.PENDING, WorkloadState.ROLLING_OUT);

    private final Planner planner;

    public Assessor(Planner planner) {
        this.planner = planner;
    }

    /** Assesses a workload; the plan is a question if the assessment needs an answer first. */
    public Assessment assess(Selection selection, Observation observation) {
        Plan plan = planner.plan(selection, observation);
        return plan.toWrite()
                .map(desired -> unlessOverwritten(selection, observation, plan, desired))
                .orElseGet(() -> followed(selection, observation, plan));
    }

    /** Gives in to a field manager that keeps undoing what the operator writes. */
    private static Assessment unlessOverwritten(
            Selection selection, Observation observation, Plan plan, DesiredWorkload desired) {
        RegistryExporter resource = selection.resource();
        Workload workload = observation.workload();
        InjectionFingerprint request = InjectionFingerprint.ofRequest(resource, workload);
        Optional<WorkloadStatus> reported = ReportedStatus.of(resource, workload.id())
                .filter(status -> status.reason().equals(Reason.REMOVED_BY_OTHER_MANAGER.toString()))
                .filter(status -> status.attempt().equals(request.value()));
        OverwriteHistory overwrites = observation
                .history()
                .overwrites()
                .orElseGet(() -> reported.map(status -> OverwriteHistory.stoppedAt(request))
                        .orElseGet(OverwriteHistory::none))
                .beforeWrite(
                        new OverwriteHistory.Write(
                                desired.applied(), workload.version(), desired.base(workload), observation.now()),
                        request);
        Observation known = observation.with(observation.history().with(overwrites));
        Optional<Plan> givenIn = overwrites
                .stopped()
                .map(stopped -> reported.map(status -> new Verdict(Reason.REMOVED_BY_OTHER_MANAGER, status.message()))
                        .orElseGet(() -> Planner.removedByOther(workload)))
                .map(why -> new Plan.GiveIn(why, request));
        return followed(selection, known, givenIn.orElse(plan));
    }

    private static Assessment followed(Selection selection, Observation observation, Plan plan) {
        if (plan instanceof Plan.Ask) {
            return new Assessment(selection, observation, plan, Optional.empty(), false);
        }
        if (!isFollowed(observation, plan)) {
            return assessed(selection, observation, plan, Optional.empty());
        }
        return rollout(selection.resource(), observation)
                .map(rollout -> assessed(selection, observation, plan, Optional.of(rollout)))
                .orElseGet(() -> assessed(selection, observation, new Plan.Ask(Question.PODS), Optional.empty()));
    }

    /**
     * Also follows a workload whose change has to wait, because the exporter that it carries may block its registry.
     */
    private static boolean isFollowed(Observation observation, Plan plan) {
        RolloutFacts facts = observation.rollout();
        boolean carriedAndDown = observation.workload().carriesExporter() && facts.available() < facts.desired();
        return plan instanceof Plan.Keep || (plan.isAboutCarried() && carriedAndDown);
    }

    /** The assessment of a rollout; empty if the pods have to be read first. */
    public static Optional<RolloutAssessment> rollout(RegistryExporter resource, Observation observation) {
        Workload workload = observation.workload();
        boolean ranBefore = ReportedStatus.is(resource, workload.id(), Reason.EXPORTER_RUNNING);
        RolloutAssessor rollout = rollout(observation);
        return rollout.withoutPods(ranBefore)
                .or(() -> goesOn(resource, observation) ? rollout.underWay(isProved(observation)) : Optional.empty())
                .or(() -> observation.answers().pods().map(pods -> rollout.withPods(pods, observation.now())));
    }

    /** Whether the operator follows a rollout of which nothing else is known so far. */
    private static boolean goesOn(RegistryExporter resource, Observation observation) {
        boolean followed =
                observation.history().restart().filter(Restart::judged).isPresent();
        return followed
                && observation.answers().pods().isEmpty()
                && ReportedStatus.of(resource, observation.workload().id())
                        .filter(status -> !UNDER_WAY.contains(status.state()))
                        .isEmpty();
    }

    private static boolean isProved(Observation observation) {
        return observation
                .history()
                .preflight()
                .filter(preflight -> preflight.is(PreflightVerdict.Kind.PASSED))
                .isPresent();
    }

    private static RolloutAssessor rollout(Observation observation) {
        Workload workload = observation.workload();
        return new RolloutAssessor(
                observation.rollout(),
                workload.podsApplied(),
                observation.history().rollout(workload, observation.now()));
    }

    /** The assessment of a rollout that began just now: no pod of the new template can exist yet. */
    public static RolloutAssessment begun(RegistryExporter resource, Observation written) {
        return rollout(resource, written).orElseGet(() -> rollout(written).withPods(List.of(), written.now()));
    }

    private static Assessment assessed(
            Selection selection, Observation observation, Plan plan, Optional<RolloutAssessment> rollout) {
        Assessment assessment = new Assessment(selection, observation, plan, rollout, observation.restarting());
        // Even after the deadline, a failing exporter counts as restarting, so that it is not injected into the next
        // workload.
        boolean failing = assessment.exporterFails()
                && observation.workload().changedByOperator()
                && observation.rollout().restarting();
        return failing || assessment.exporterSettles()
                ? new Assessment(selection, observation, plan, rollout, true)
                : assessment;
    }
}
