package io.registryexporter.operator.record;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Leftovers;
import io.registryexporter.operator.decide.rollout.RolloutAssessment;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;

/**
 * A decision about one workload, and what came of it.
 *
 * @param resource for which it was decided; empty where no resource has the workload any more
 * @param workload as it was when it was decided
 * @param rollout how far a workload has come that was written just now; empty after every other decision
 */
public record Outcome(
        Optional<RegistryExporter> resource,
        Workload workload,
        Decision decision,
        Result result,
        Optional<RolloutAssessment> rollout) {

    /** Name of the resource; empty where there is none. */
    public String resourceName() {
        return resource.map(present -> present.getMetadata().getName()).orElse("");
    }

    /** Why something of the operator's stays in the workload after a removal; empty where nothing does. */
    public Optional<Verdict> leftBehind() {
        if (decision instanceof Decision.LeaveBehind leaveBehind) {
            return Optional.of(leaveBehind.why());
        }
        return decision instanceof Decision.Remove ? result.refusal().or(this::leftovers) : Optional.empty();
    }

    private Optional<Verdict> leftovers() {
        return result.live().flatMap(Leftovers::of);
    }

    /** Whether what stays is another field manager's, so that only that manager can remove it. */
    public boolean isLeftToOthers() {
        return leftBehind().isPresent()
                && (decision instanceof Decision.LeaveBehind
                        || result.ownedByOthers()
                        || leftovers().isPresent());
    }

    /** Whether the exporter left the workload by this removal. */
    public boolean removed() {
        return decision instanceof Decision.Remove
                && leftBehind().isEmpty()
                && result.changed(workload)
                && workload.carriesExporter();
    }

    /** Whether pods of the registry are being replaced because of the write. */
    public boolean restarts() {
        boolean caused = !(decision instanceof Decision.Remove) || removed();
        return caused
                && result.live().filter(live -> live.rollout().restarting()).isPresent();
    }
}
