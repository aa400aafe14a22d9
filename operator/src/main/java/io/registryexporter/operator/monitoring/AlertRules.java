package io.registryexporter.operator.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.Pattern;

/** The alerts of deploy/monitoring about an exporter, for one namespace. */
final class AlertRules {
    private static final String FILE = "alerts.yaml";

    /** Every selector in the file has braces, so that a matcher can be added. */
    private static final Pattern SERIES = Pattern.compile("\\b(\\w+)\\{(?=(.))");

    private final ObjectNode groups;

    private AlertRules(ObjectNode groups) {
        this.groups = groups;
    }

    /** Reads the alerts from the jar. */
    static AlertRules ofExporter() {
        try (InputStream file = Objects.requireNonNull(AlertRules.class.getResourceAsStream(FILE), FILE)) {
            return new AlertRules(new KubernetesSerialization().unmarshal(file, ObjectNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The spec of a PrometheusRule. */
    ObjectNode of(String namespace) {
        ObjectNode spec = groups.deepCopy();
        for (JsonNode group : spec.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                ((ObjectNode) rule).put("expr", within(rule.path("expr").asText(), namespace));
            }
        }
        return spec;
    }

    private static String within(String expression, String namespace) {
        String matcher = "namespace=\"" + namespace + "\"";
        return SERIES.matcher(expression)
                .replaceAll(series ->
                        series.group(1) + "{" + matcher + (series.group(2).equals("}") ? "" : ","));
    }
}
