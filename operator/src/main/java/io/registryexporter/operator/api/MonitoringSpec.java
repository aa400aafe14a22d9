package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import java.util.Objects;

/** How Prometheus finds the exporter. */
public record MonitoringSpec(
        @JsonPropertyDescription("A PodMonitor of the Prometheus Operator, if the cluster knows the kind.")
        PodMonitorSpec podMonitor,

        @JsonPropertyDescription("A PrometheusRule of the Prometheus Operator, if the cluster knows the kind.")
        PrometheusRuleSpec prometheusRule,

        @Default("false")
        @JsonPropertyDescription("Annotations prometheus.io/scrape, /port and /path on the pods. Default: false.")
        boolean scrapeAnnotations) {

    public MonitoringSpec {
        podMonitor = Objects.requireNonNullElseGet(podMonitor, PodMonitorSpec::new);
        prometheusRule = Objects.requireNonNullElseGet(prometheusRule, PrometheusRuleSpec::new);
    }

    public MonitoringSpec() {
        this(null, null, false);
    }

    /** The PodMonitor. */
    public record PodMonitorSpec(
            @Default("true") @JsonPropertyDescription("Whether the operator creates a PodMonitor. Default: true.")
            Boolean enabled,

            @Default("60s")
            @ValidationRule(
                    value =
                            "self.matches('^([0-9]{1,7}h)?([0-9]{1,7}m)?([0-9]{1,9}s)?([0-9]{1,12}ms)?$') && self.size() > 0",
                    message = "interval must be a duration such as 60s or 1m30s")
            @JsonPropertyDescription("Time between two scrapes. Default: 60s.")
            String interval,

            @JsonPropertyDescription("Labels of the PodMonitor, by which a Prometheus selects it.")
            Map<String, String> labels) {

        public PodMonitorSpec {
            enabled = Objects.requireNonNullElse(enabled, true);
            interval = Objects.requireNonNullElse(interval, "60s");
            labels = Map.copyOf(Objects.requireNonNullElse(labels, Map.of()));
        }

        public PodMonitorSpec() {
            this(null, null, null);
        }
    }

    /** The PrometheusRule. */
    public record PrometheusRuleSpec(
            @Default("false") @JsonPropertyDescription("Whether the operator creates a PrometheusRule. Default: false.")
            boolean enabled,

            @JsonPropertyDescription("Labels of the PrometheusRule, by which a Prometheus selects it.")
            Map<String, String> labels) {

        public PrometheusRuleSpec {
            labels = Map.copyOf(Objects.requireNonNullElse(labels, Map.of()));
        }

        public PrometheusRuleSpec() {
            this(false, null);
        }
    }
}
