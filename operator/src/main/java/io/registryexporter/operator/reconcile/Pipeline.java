package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Assessment;
import io.registryexporter.operator.decide.Assessor;
import io.registryexporter.operator.decide.Decider;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.ExporterRemoval;
import io.registryexporter.operator.decide.Observation;
import io.registryexporter.operator.decide.Plan;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.decide.RestartBudget;
import io.registryexporter.operator.decide.Selection;
import io.registryexporter.operator.decide.history.OverwriteHistory;
import io.registryexporter.operator.decide.rollout.RolloutAssessment;
import io.registryexporter.operator.execute.ApiErrorMessage;
import io.registryexporter.operator.execute.Executor;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.observe.WorkloadObserver;
import io.registryexporter.operator.observe.WorkloadSource;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.record.Recorder;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;

/** Observes, decides, executes and records: the one path of every workload. */
public final class Pipeline {
    private final WorkloadSource workloads;
    private final WorkloadObserver observer;
    private final Assessor assessor;
    private final Executor executor;
    private final Recorder recorder;

    public Pipeline(
            WorkloadSource workloads,
            WorkloadObserver observer,
            Assessor assessor,
            Executor executor,
            Recorder recorder) {
        this.workloads = workloads;
        this.observer = observer;
        this.assessor = assessor;
        this.executor = executor;
        this.recorder = recorder;
    }

    /** Observes a workload, by the caches alone. */
    Observation observe(Optional<RegistryExporter> resource, Workload workload) {
        return observer.observe(workload, recorder.seen(resource, workload));
    }

    /** Observes and assesses a workload for a resource. */
    Assessment assess(Selection selection, Workload workload) {
        return assess(selection, observe(Optional.of(selection.resource()), workload));
    }

    private Assessment assess(Selection selection, Observation observation) {
        Optional<OverwriteHistory> before = observation.history().overwrites();
        Assessment assessment = assessor.assess(selection, observation);
        while (assessment.plan() instanceof Plan.Ask ask) {
            assessment = assessor.assess(
                    selection, observer.answer(selection.resource(), assessment.observation(), ask.question()));
        }
        recorder.assessed(before, assessment);
        return assessment;
    }

    /** Decides about an assessed workload, carries the decision out and records the outcome. */
    Outcome process(Assessment assessed, RestartBudget budget) {
        Assessment assessment = assessed;
        Decision decision = Decider.decide(assessment, budget);
        while (decision instanceof Decision.Ask ask) {
            Selection selection = assessment.selection();
            try {
                Observation answered = observer.answer(selection.resource(), assessment.observation(), ask.question());
                assessment = assess(selection, answered);
                decision = Decider.decide(assessment, budget);
            } catch (KubernetesClientException e) {
                return unanswered(assessment, ask, e);
            }
        }
        Outcome outcome = carryOut(assessment, decision);
        return outcome.result() instanceof Result.PreflightRefused ? process(again(assessment), budget) : outcome;
    }

    /** Assesses again, after the refusal of a preflight was recorded. */
    private Assessment again(Assessment assessment) {
        Observation observation = assessment.observation();
        Optional<RegistryExporter> resource = Optional.of(assessment.selection().resource());
        return assess(
                assessment.selection(),
                observe(resource, observation.workload()).with(observation.answers()));
    }

    /** An answer that only pods depend on which block a rollout does not change what is reported of the workload. */
    private Outcome unanswered(Assessment assessment, Decision.Ask ask, KubernetesClientException exception) {
        Decision decision = ask.unanswered().orElseThrow(() -> exception);
        Outcome outcome = new Outcome(
                Optional.of(assessment.selection().resource()),
                assessment.workload(),
                decision,
                new Result.Undecided(ApiErrorMessage.of(exception)),
                Optional.empty());
        recorder.record(outcome);
        return outcome;
    }

    private Outcome carryOut(Assessment assessment, Decision decision) {
        Optional<RegistryExporter> resource = Optional.of(assessment.selection().resource());
        Outcome outcome = execute(resource, assessment.workload(), decision);
        boolean refused = outcome.result().decided() && decision.ifRefused().isPresent();
        Outcome last = refused
                ? execute(resource, assessment.workload(), decision.ifRefused().get())
                : outcome;
        recorder.record(last);
        if (last.isLeftToOthers()) {
            recorder.leftBehind(last);
        }
        return last;
    }

    /** Removes the exporter if the budget allows it, or deletes pods that block the rollout after the removal. */
    Outcome remove(
            Optional<RegistryExporter> resource, Observation observed, RemovalCause cause, RestartBudget budget) {
        Outcome outcome = execute(resource, observed.workload(), removal(observed, cause, budget));
        recorder.record(outcome);
        return outcome;
    }

    /** A workload whose pods cannot be read waits, so that it does not block the others. */
    private Decision removal(Observation observation, RemovalCause cause, RestartBudget budget) {
        Decision decision = ExporterRemoval.decide(observation, cause, budget);
        if (!(decision instanceof Decision.Ask)) {
            return decision;
        }
        try {
            return ExporterRemoval.decide(observer.withPods(observation), cause, budget);
        } catch (KubernetesClientException e) {
            return Decision.Wait.because(new Verdict(Reason.API_ERROR, ApiErrorMessage.of(e)));
        }
    }

    private Outcome execute(Optional<RegistryExporter> resource, Workload workload, Decision decision) {
        Result result = executor.execute(workload, decision);
        result.object().ifPresent(answer -> workloads.remember(workload, answer));
        Optional<RolloutAssessment> rollout = resource.flatMap(present -> begun(present, workload, decision, result));
        return new Outcome(resource, workload, decision, result, rollout);
    }

    /** Reads the pods if the template did not change, because they may run already. */
    private Optional<RolloutAssessment> begun(
            RegistryExporter resource, Workload workload, Decision decision, Result result) {
        boolean injects = decision instanceof Decision.Inject || decision instanceof Decision.Update;
        return result.live().filter(live -> injects).map(live -> {
            Observation written = observe(Optional.of(resource), live);
            boolean samePods = live.templateFingerprint().equals(workload.templateFingerprint());
            return Assessor.rollout(resource, written)
                    .orElseGet(() -> Assessor.begun(resource, samePods ? withPodsIfReadable(written) : written));
        });
    }

    /** The write has succeeded and has to be recorded, whether the pods can be read or not. */
    private Observation withPodsIfReadable(Observation written) {
        try {
            return observer.withPods(written);
        } catch (KubernetesClientException e) {
            return written;
        }
    }
}
