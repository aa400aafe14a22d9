package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/** How registries are restarted. */
public record RolloutSpec(
        @Default("Warn")
        @JsonPropertyDescription("What to do if a rollout may hang, such as on a volume that only one node can mount:"
                + " Warn patches and warns, Refuse does not patch. Default: Warn.")
        Hazard hazard,

        @Default("1")
        @ValidationRule(value = "self >= 1 && self <= 1000", message = "maxConcurrent must be from 1 to 1000")
        @JsonPropertyDescription("How many targets may restart at a time. Default: 1.")
        Integer maxConcurrent,

        @Default("true")
        @JsonPropertyDescription("Whether the operator removes the exporter if its rollout fails. Default: true.")
        Boolean withdrawOnFailure) {

    public RolloutSpec {
        hazard = Objects.requireNonNullElse(hazard, Hazard.WARN);
        maxConcurrent = Objects.requireNonNullElse(maxConcurrent, 1);
        withdrawOnFailure = Objects.requireNonNullElse(withdrawOnFailure, true);
    }

    public RolloutSpec() {
        this(null, null, null);
    }

    /** What to do about a rollout that may hang: begin it with a warning, or do not begin it. */
    public enum Hazard {
        @JsonProperty("Warn")
        WARN,
        @JsonProperty("Refuse")
        REFUSE
    }
}
