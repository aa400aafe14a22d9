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
        Boolean withdrawOnFailure,

        @Default("Auto")
        @JsonPropertyDescription(
                "Whether a pod of the operator runs the exporter beside the registry before the registry"
                        + " restarts: Auto injects without a preflight where none can run, Required does not, Off runs none."
                        + " Quote Off, which YAML reads as false. Default: Auto.")
        Preflight preflight,

        @Default("Refuse")
        @JsonPropertyDescription("What to do about a storage that ends with its pod, such as an emptyDir: Refuse never"
                + " restarts its registry, Accept restarts it and loses the storage. Default: Refuse.")
        DataLoss dataLoss) {

    public RolloutSpec {
        hazard = Objects.requireNonNullElse(hazard, Hazard.WARN);
        maxConcurrent = Objects.requireNonNullElse(maxConcurrent, 1);
        withdrawOnFailure = Objects.requireNonNullElse(withdrawOnFailure, true);
        preflight = Objects.requireNonNullElse(preflight, Preflight.AUTO);
        dataLoss = Objects.requireNonNullElse(dataLoss, DataLoss.REFUSE);
    }

    public RolloutSpec() {
        this(null, null, null, null, null);
    }

    /** What to do about a rollout that may hang: begin it with a warning, or do not begin it. */
    public enum Hazard {
        @JsonProperty("Warn")
        WARN,
        @JsonProperty("Refuse")
        REFUSE
    }

    /** Whether a preflight comes before the restart of a registry. */
    public enum Preflight {
        @JsonProperty("Auto")
        AUTO,
        @JsonProperty("Required")
        REQUIRED,
        @JsonProperty("Off")
        OFF
    }

    /** What to do about a storage that ends with its pod: refuse the restart, or accept the loss. */
    public enum DataLoss {
        @JsonProperty("Refuse")
        REFUSE,
        @JsonProperty("Accept")
        ACCEPT
    }
}
