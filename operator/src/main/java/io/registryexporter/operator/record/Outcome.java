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
 * A decision about one workload, and its result.
 *
 * @param resource of the decision; empty if no resource owns the workload any more
 * @param workload at the time of the decision
 * @param rollout the assessment of the rollout after an injection or an update; empty after every other decision
 */
public record Outcome(
        Optional<RegistryExporter> resource,
        Workload workload,
        Decision decision,
        Result result,
        Optional<RolloutAssessment> rollout) {

    /** The name of the resource; empty if there is none. */
    public String resourceName() {
        return resource.map(present -> present.getMetadata().getName()).orElse("");
    }

    /** Why fields of the operator stay in the workload after a removal; empty if none do. */
    public Optional<Verdict> leftBehind() {
        if (decision instanceof Decision.LeaveBehind leaveBehind) {
            return Optional.of(leaveBehind.why());
        }
        return decision instanceof Decision.Remove ? result.refusal().or(this::leftovers) : Optional.empty();
    }

    private Optional<Verdict> leftovers() {
        return result.live().flatMap(Leftovers::of);
    }

    /** Whether another field manager owns the fields that stay, so that only that manager can remove them. */
    public boolean isLeftToOthers() {
        return leftBehind().isPresent()
                && (decision instanceof Decision.LeaveBehind
                        || result.ownedByOthers()
                        || leftovers().isPresent());
    }

    /** Whether this decision removed the exporter from the workload, even if an annotation of it stays. */
    public boolean removed() {
        return decision instanceof Decision.Remove
                && result.changed(workload)
                && workload.carriesExporter()
                && result.live().filter(live -> live.exporter().isEmpty()).isPresent();
    }

    /** Whether the write restarts the registry. */
    public boolean restarts() {
        boolean caused = !(decision instanceof Decision.Remove) || removed();
        return caused
                && result.live().filter(live -> live.rollout().restarting()).isPresent();
    }
}
