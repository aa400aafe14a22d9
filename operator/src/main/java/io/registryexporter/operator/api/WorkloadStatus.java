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

        @JsonPropertyDescription("Where it stands.") WorkloadState state,

        @JsonPropertyDescription("Why, as a code; the README has the remedy for each.")
        String reason,

        @JsonPropertyDescription("The same for people.") String message,

        @JsonPropertyDescription("The registry's container.")
        String container,

        @JsonPropertyDescription("The volume that the exporter shares.")
        String volume,

        @JsonPropertyDescription("What the exporter reads.") String path,

        @JsonPropertyDescription("Image of the injected exporter.")
        String image,

        @JsonPropertyDescription("What was given up and is not tried again, as a digest.")
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
}
