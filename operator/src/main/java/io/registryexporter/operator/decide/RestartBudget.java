package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * How many targets of a resource may still be restarted in a round. A workload that is restarting already may be written
 * to again: that is the same restart.
 *
 * @param free targets that may be restarted beside those that are restarting; below 0 where there are too many
 * @param failing restarting targets whose exporter does not start: nobody knows when they end
 * @param withdrawn the workload from which the exporter was withdrawn, for people: what failed in one workload does not
 *     come to the others
 */
public record RestartBudget(long free, long failing, Optional<String> withdrawn) {

    /** For restarts that no failure holds up. */
    public static RestartBudget of(int maxConcurrent, long restarting) {
        return new RestartBudget(maxConcurrent - restarting, 0, Optional.empty());
    }

    /** Without any bound. */
    public static RestartBudget unlimited() {
        return of(Integer.MAX_VALUE, 0);
    }

    /**
     * At the beginning of a round.
     *
     * @param maxConcurrent targets that may restart at a time
     * @param elsewhere restarting targets that could not be assessed, or that are no targets any more
     */
    public static RestartBudget of(int maxConcurrent, List<Assessment> assessments, long elsewhere) {
        long restarting = assessments.stream().filter(Assessment::restarting).count();
        long failing = assessments.stream()
                .filter(assessment -> assessment.restarting() && assessment.exporterFails())
                .count();
        Optional<String> withdrawn = assessments.stream()
                .flatMap(assessment -> assessment.withdrawnForAll().stream())
                .findFirst();
        return new RestartBudget(maxConcurrent - restarting - elsewhere, failing, withdrawn);
    }

    /** A workload from which the exporter was withdrawn, for people. */
    static String text(Workload workload, Verdict why) {
        return workload.id().kind() + " " + workload.id().name() + " (" + why.reason() + ")";
    }

    /** Whether one more target may get an exporter. */
    public boolean freeToInject() {
        return free > 0 && withdrawn.isEmpty();
    }

    /** Whether one more target may lose its exporter: one that fails elsewhere does not keep it there. */
    public boolean freeToRemove() {
        return free + failing > 0;
    }

    /** After one more target was restarted. */
    public RestartBudget afterRestart() {
        return new RestartBudget(free - 1, failing, withdrawn);
    }

    /** After the exporter was withdrawn from that workload. */
    public RestartBudget withdrawnFrom(String workload) {
        return new RestartBudget(free, failing, Optional.of(workload));
    }

    /**
     * After a decision was carried out.
     *
     * @param restarts whether the write made the registry restart that was at rest
     */
    public RestartBudget after(Workload workload, Decision decision, boolean restarts) {
        RestartBudget rest = restarts ? afterRestart() : this;
        return decision instanceof Decision.Remove remove
                        && remove.cause() instanceof RemovalCause.Failed failed
                        && Plan.StayWithdrawn.concernsOthers(failed.failure())
                ? rest.withdrawnFrom(text(workload, failed.failure()))
                : rest;
    }
}
