package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.registryexporter.operator.api.MonitoringSpec.PodMonitorSpec;
import java.util.Objects;

/** The desired state. A missing part has its defaults and is never null. */
public record RegistryExporterSpec(
        @Required
        @ValidationRule(
                value = "(has(self.matchLabels) && self.matchLabels.size() > 0)"
                        + " || (has(self.matchExpressions) && self.matchExpressions.size() > 0)",
                message = "selector must not be empty: set matchLabels or matchExpressions;"
                        + " an empty selector would inject into every workload of the namespace")
        @JsonPropertyDescription(
                "Deployments and StatefulSets of this namespace whose own labels match. Required and not empty.")
        LabelSelector selector,

        @JsonPropertyDescription("Where the registry and its storage are. The operator detects missing fields.")
        RegistrySpec registry,

        @JsonPropertyDescription("The injected container.") ExporterSpec exporter,

        @JsonPropertyDescription("How Prometheus finds the exporter.")
        MonitoringSpec monitoring,

        @JsonPropertyDescription("How registries restart after an injection, an update or a removal.")
        RolloutSpec rollout,

        @Default("false")
        @JsonPropertyDescription("While true, the operator writes status and events, but changes no workload.")
        boolean paused) {

    public RegistryExporterSpec {
        selector = Objects.requireNonNullElseGet(selector, LabelSelector::new);
        registry = Objects.requireNonNullElseGet(registry, RegistrySpec::new);
        exporter = Objects.requireNonNullElseGet(exporter, ExporterSpec::new);
        monitoring = Objects.requireNonNullElseGet(monitoring, MonitoringSpec::new);
        rollout = Objects.requireNonNullElseGet(rollout, RolloutSpec::new);
    }

    /** A spec that is too large, cut to its selector and paused. */
    RegistryExporterSpec cut() {
        return new RegistryExporterSpec(
                SpecSize.isBeyond(selector) ? new LabelSelector() : selector,
                new RegistrySpec(),
                new ExporterSpec(),
                new MonitoringSpec(new PodMonitorSpec(false, null, null), null, false),
                new RolloutSpec(),
                true);
    }

    /** A spec that selects nothing. */
    public static RegistryExporterSpec empty() {
        return new RegistryExporterSpec(null, null, null, null, null, false);
    }
}
