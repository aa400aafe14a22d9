package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;

/** The state that the operator observed. */
public record RegistryExporterStatus(
        @JsonPropertyDescription("The generation of the spec that this status is about.")
        Long observedGeneration,

        @JsonPropertyDescription("Workloads that the selector matches.")
        Integer targets,

        @JsonPropertyDescription("Those of them that carry the exporter.")
        Integer injected,

        @JsonPropertyDescription("Those of them whose exporter runs.")
        Integer ready,

        @JsonPropertyDescription("Ready: whether there is nothing left to do, for the operator or for its user.")
        List<Condition> conditions,

        @JsonPropertyDescription("Each workload, by kind and name.")
        List<WorkloadStatus> workloads) {

    public RegistryExporterStatus {
        observedGeneration = Objects.requireNonNullElse(observedGeneration, 0L);
        targets = Objects.requireNonNullElse(targets, 0);
        injected = Objects.requireNonNullElse(injected, 0);
        ready = Objects.requireNonNullElse(ready, 0);
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
        workloads = List.copyOf(Objects.requireNonNullElse(workloads, List.of()));
    }
}
