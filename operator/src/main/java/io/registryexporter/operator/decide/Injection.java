package io.registryexporter.operator.decide;

import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.detect.RegistryStorage;
import java.util.Optional;

/**
 * What is written to inject or to update the exporter.
 *
 * @param storage what the exporter reads
 * @param desired the operator's fields of the workload
 * @param hazard what may become of the rollout, for people
 */
public record Injection(RegistryStorage storage, DesiredWorkload desired, Optional<String> hazard) {}
