package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The action for one workload and one resource.
 *
 * @param resource name of the RegistryExporter, or the name in the marker if the resource does not exist any more
 * @param reason why the action is not to inject or update
 * @param message the finding
 * @param storage that the exporter reads, if it is known
 * @param hazards of the rollout, each with its reason
 */
public record ForecastLine(
        WorkloadId workload,
        String resource,
        Action action,
        Optional<Reason> reason,
        String message,
        Optional<RegistryStorage> storage,
        List<String> hazards) {

    public ForecastLine {
        hazards = List.copyOf(hazards);
    }

    /** The action of the next round. */
    public enum Action {
        INJECT("inject"),
        UPDATE("update"),
        TAKE_BACK("take back"),
        DELETE_PODS("delete pods"),
        WAIT("wait"),
        NOTHING("-");

        private final String text;

        Action(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static ForecastLine of(WorkloadId workload, String resource, Action action, String message) {
        return new ForecastLine(workload, resource, action, Optional.empty(), message, Optional.empty(), List.of());
    }

    static ForecastLine of(WorkloadId workload, String resource, Action action, Verdict verdict) {
        List<String> hazards = isHazard(verdict.reason()) ? List.of(text(verdict)) : List.of();
        return new ForecastLine(
                workload,
                resource,
                action,
                Optional.of(verdict.reason()),
                verdict.message(),
                Optional.empty(),
                hazards);
    }

    /** With the storage that the exporter would read. */
    public ForecastLine with(RegistryStorage found) {
        return new ForecastLine(workload, resource, action, reason, message, Optional.of(found), hazards);
    }

    ForecastLine noting(String more) {
        return new ForecastLine(workload, resource, action, reason, message + "; " + more, storage, hazards);
    }

    ForecastLine withHazard(String hazard) {
        List<String> all = new ArrayList<>(hazards);
        all.add(Reason.ROLLOUT_MAY_HANG + ": " + hazard);
        return new ForecastLine(workload, resource, action, reason, message, storage, all);
    }

    /** With the action that follows when the turn of the workload comes. */
    ForecastLine then(ForecastLine next) {
        return new ForecastLine(
                workload,
                resource,
                action,
                reason,
                message + "; then " + next.action + ": " + next.why(),
                next.storage,
                next.hazards);
    }

    /** The finding in one text. */
    public String why() {
        String text = reason.map(code -> code + ": " + message).orElse(message);
        boolean writes = action == Action.INJECT || action == Action.UPDATE;
        return writes && !hazards.isEmpty() ? text + "; " + String.join("; ", hazards) : text;
    }

    private static String text(Verdict verdict) {
        return verdict.reason() + ": " + verdict.message();
    }

    /** Whether the reason is a finding about the rollout before it begins. */
    private static boolean isHazard(Reason reason) {
        String name = reason.name();
        return name.startsWith("ROLLOUT_WOULD_") || name.startsWith("ROLLOUT_MAY_") || name.startsWith("EXCEEDS_");
    }
}
