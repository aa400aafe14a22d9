package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of a workload. */
public enum WorkloadState {
    @JsonProperty("Pending")
    PENDING("Pending"),
    @JsonProperty("RollingOut")
    ROLLING_OUT("RollingOut"),
    @JsonProperty("Ready")
    READY("Ready"),
    @JsonProperty("Skipped")
    SKIPPED("Skipped"),
    @JsonProperty("Conflict")
    CONFLICT("Conflict"),
    @JsonProperty("Withdrawn")
    WITHDRAWN("Withdrawn"),
    @JsonProperty("Failed")
    FAILED("Failed");

    private final String text;

    WorkloadState(String text) {
        this.text = text;
    }

    /** The value in a status and in the label of a metric. */
    @Override
    public String toString() {
        return text;
    }
}
