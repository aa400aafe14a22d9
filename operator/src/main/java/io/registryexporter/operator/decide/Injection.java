package io.registryexporter.operator.decide;

import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.detect.RegistryStorage;
import java.util.Optional;

/**
 * The write that injects or updates the exporter.
 *
 * @param storage that the exporter reads
 * @param desired the operator's fields of the workload
 * @param hazard of the rollout, for the user
 * @param remark what no preflight proved, for the user; empty if there is nothing to say
 */
public record Injection(RegistryStorage storage, DesiredWorkload desired, Optional<String> hazard, String remark) {

    /** An injection about which no preflight says anything. */
    public Injection(RegistryStorage storage, DesiredWorkload desired, Optional<String> hazard) {
        this(storage, desired, hazard, "");
    }

    /** The same with what no preflight proved. */
    Injection remarking(String unproven) {
        return new Injection(storage, desired, hazard, unproven);
    }

    /** A message with the remark at its end. */
    public String remarked(String message) {
        return remark.isEmpty() ? message : message + "; " + remark;
    }
}
