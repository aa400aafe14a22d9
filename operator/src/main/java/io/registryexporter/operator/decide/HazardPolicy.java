package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RolloutSpec;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.hazard.Hazard;
import java.util.Optional;

/** Refuses a rollout that cannot succeed, and one that may hang if the resource refuses those. */
final class HazardPolicy {
    private HazardPolicy() {}

    static Optional<Verdict> refusal(RegistryExporter resource, Hazard hazard) {
        if (!hazard.mayEnd()) {
            return Optional.of(new Verdict(hazard.reason(), hazard.message()));
        }
        return resource.wanted().rollout().hazard() == RolloutSpec.Hazard.REFUSE
                ? Optional.of(new Verdict(
                        Reason.ROLLOUT_MAY_HANG,
                        hazard.message() + ". Nothing was written, because spec.rollout.hazard is Refuse"))
                : Optional.empty();
    }
}
