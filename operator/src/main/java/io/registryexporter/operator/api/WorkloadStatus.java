package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;

/** The status of one workload; a text that does not apply is empty. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkloadStatus(
        @Required @JsonPropertyDescription("Deployment or StatefulSet.")
        String kind,

        @Required @JsonPropertyDescription("Name of the workload.")
        String name,

        @JsonPropertyDescription("State of the workload.") WorkloadState state,

        @JsonPropertyDescription("Reason code; docs/operator/status-and-reasons.md has a remedy for each.")
        String reason,

        @JsonPropertyDescription("Explanation of the reason.")
        String message,

        @JsonPropertyDescription("The registry's container.")
        String container,

        @JsonPropertyDescription("The volume that the exporter shares.")
        String volume,

        @JsonPropertyDescription("Path of the storage that the exporter reads.")
        String path,

        @JsonPropertyDescription("Image of the injected exporter.")
        String image,

        @JsonPropertyDescription("Fingerprint of a failed injection, which the operator does not repeat.")
        String attempt) {

    public WorkloadStatus {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        reason = Objects.requireNonNullElse(reason, "");
        message = Objects.requireNonNullElse(message, "");
        container = Objects.requireNonNullElse(container, "");
        volume = Objects.requireNonNullElse(volume, "");
        path = Objects.requireNonNullElse(path, "");
        image = Objects.requireNonNullElse(image, "");
        attempt = Objects.requireNonNullElse(attempt, "");
    }

    /** Begins a status with the reason and its state; the other texts are empty. */
    public static Builder of(String kind, String name, Reason reason) {
        return new Builder(kind, name, reason);
    }

    /** Names the fields of a status. */
    public static final class Builder {
        private final String kind;
        private final String name;
        private final Reason reason;
        private String message = "";
        private String container = "";
        private String volume = "";
        private String path = "";
        private String image = "";
        private String attempt = "";

        private Builder(String kind, String name, Reason reason) {
            this.kind = kind;
            this.name = name;
            this.reason = reason;
        }

        /** Explanation for the user. */
        public Builder message(String text) {
            message = text;
            return this;
        }

        /** Name of the registry's container. */
        public Builder container(String registry) {
            container = registry;
            return this;
        }

        /** Name of the shared volume. */
        public Builder volume(String shared) {
            volume = shared;
            return this;
        }

        /** Path of the storage. */
        public Builder path(String storage) {
            path = storage;
            return this;
        }

        /** Image of the injected exporter. */
        public Builder image(String exporter) {
            image = exporter;
            return this;
        }

        /** Fingerprint of the injection that the operator does not repeat. */
        public Builder attempt(String fingerprint) {
            attempt = fingerprint;
            return this;
        }

        public WorkloadStatus build() {
            return new WorkloadStatus(
                    kind, name, reason.state(), reason.toString(), message, container, volume, path, image, attempt);
        }
    }
}
