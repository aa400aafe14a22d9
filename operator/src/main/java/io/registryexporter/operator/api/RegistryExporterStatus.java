package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;

/** The state that the operator observed. */
public record RegistryExporterStatus(
        @JsonPropertyDescription("The generation of the observed spec.")
        Long observedGeneration,

        @JsonPropertyDescription("Workloads that the selector matches.")
        Integer targets,

        @JsonPropertyDescription("Targets that carry the exporter.")
        Integer injected,

        @JsonPropertyDescription("Targets whose exporter runs.")
        Integer ready,

        @JsonPropertyDescription("Ready: whether neither the operator nor the user has anything to do.")
        List<Condition> conditions,

        @JsonPropertyDescription("The status of each workload, by kind and name.")
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
