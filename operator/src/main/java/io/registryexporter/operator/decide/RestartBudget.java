package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * How many targets of a resource may still restart in a round. Another write to a workload that restarts already costs
 * nothing, because it is the same restart.
 *
 * @param free how many more targets may restart; negative if too many restart already
 * @param failing how many restarting targets have an exporter that does not start, so that their restart may not end
 * @param withdrawn a workload from which the exporter was withdrawn, for the user: the operator does not inject an
 *     exporter that failed elsewhere
 * @param preflights that run or have passed
 */
public record RestartBudget(long free, long failing, Optional<String> withdrawn, Preflights preflights) {

    /** A budget without failures. */
    public static RestartBudget of(int maxConcurrent, long restarting) {
        return new RestartBudget(maxConcurrent - restarting, 0, Optional.empty(), Preflights.none());
    }

    /** A budget without a limit. */
    public static RestartBudget unlimited() {
        return of(Integer.MAX_VALUE, 0);
    }

    /**
     * The budget at the beginning of a round.
     *
     * @param maxConcurrent targets that may restart at a time
     * @param elsewhere how many other workloads restart: targets that could not be assessed, and former targets
     */
    public static RestartBudget of(int maxConcurrent, List<Assessment> assessments, long elsewhere) {
        long restarting = assessments.stream().filter(Assessment::restarting).count();
        long failing = assessments.stream()
                .filter(assessment -> assessment.restarting() && assessment.exporterFails())
                .count();
        Optional<String> withdrawn = assessments.stream()
                .flatMap(assessment -> assessment.withdrawnForAll().stream())
                .findFirst();
        return new RestartBudget(maxConcurrent - restarting - elsewhere, failing, withdrawn, Preflights.none());
    }

    /** Names a workload from which the exporter was withdrawn, for the user. */
    static String text(Workload workload, Verdict why) {
        return workload.id().kind() + " " + workload.id().name() + " (" + why.reason() + ")";
    }

    /** Whether one more target may get an exporter. */
    public boolean freeToInject() {
        return free > 0 && withdrawn.isEmpty();
    }

    /** Whether one more target may lose its exporter: a failing exporter does not block removals elsewhere. */
    public boolean freeToRemove() {
        return free + failing > 0;
    }

    /** The budget after one more target restarted. */
    public RestartBudget afterRestart() {
        return new RestartBudget(free - 1, failing, withdrawn, preflights);
    }

    /** The budget after the exporter was withdrawn from that workload. */
    public RestartBudget withdrawnFrom(String workload) {
        return new RestartBudget(free, failing, Optional.of(workload), preflights);
    }

    /** The same with the preflights that the operator knows. */
    public RestartBudget with(Preflights known) {
        return new RestartBudget(free, failing, withdrawn, known);
    }

    /**
     * The budget after a decision was carried out.
     *
     * @param restarts whether the write began a restart
     */
    public RestartBudget after(Workload workload, Decision decision, boolean restarts) {
        RestartBudget begun =
                decision instanceof Decision.BeginPreflight ? with(preflights.running(workload.uid())) : this;
        RestartBudget rest = restarts ? begun.afterRestart() : begun;
        return withdrawnForAll(decision)
                .map(failure -> rest.withdrawnFrom(text(workload, failure)))
                .orElse(rest);
    }

    /**
     * The budget after a removal was carried out. The end of a stuck rollout needs no turn, but takes one.
     *
     * @param observation before the removal
     * @param restarts whether pods are replaced because of the removal
     */
    public RestartBudget after(Observation observation, Decision decision, boolean restarts) {
        return after(observation.workload(), decision, restarts && !observation.restarting());
    }

    private static Optional<Verdict> withdrawnForAll(Decision decision) {
        return decision instanceof Decision.Remove remove && remove.cause().concernsOthers()
                ? remove.cause().reported()
                : Optional.empty();
    }
}
