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
 */
public record Injection(RegistryStorage storage, DesiredWorkload desired, Optional<String> hazard) {}
