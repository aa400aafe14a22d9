package io.registryexporter.operator.monitoring;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.registryexporter.operator.api.MonitoringSpec;
import java.util.Locale;

/** The kinds of the Prometheus Operator that the operator creates; a cluster may not know them. */
public enum MonitoringKind {
    POD_MONITOR("PodMonitor"),
    PROMETHEUS_RULE("PrometheusRule");

    private static final String GROUP = "monitoring.coreos.com";
    private static final String VERSION = "v1";

    private final String text;

    MonitoringKind(String text) {
        this.text = text;
    }

    public String apiVersion() {
        return GROUP + "/" + VERSION;
    }

    /** The name of the CustomResourceDefinition. */
    public String definition() {
        return plural() + "." + GROUP;
    }

    private String plural() {
        return text.toLowerCase(Locale.ROOT) + "s";
    }

    public ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(VERSION)
                .withKind(text)
                .withPlural(plural())
                .withNamespaced(true)
                .build();
    }

    /** Whether a resource asks for an object of this kind. */
    public boolean isWanted(MonitoringSpec spec) {
        return switch (this) {
            case POD_MONITOR -> spec.podMonitor().enabled();
            case PROMETHEUS_RULE -> spec.prometheusRule().enabled();
        };
    }

    /** The field that disables this kind. */
    public String field() {
        return switch (this) {
            case POD_MONITOR -> "spec.monitoring.podMonitor.enabled";
            case PROMETHEUS_RULE -> "spec.monitoring.prometheusRule.enabled";
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
