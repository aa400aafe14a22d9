package io.registryexporter.operator.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The recording rules and alerts of deploy/monitoring about exporters, for one namespace. */
final class AlertRules {
    private static final String FILE = "alerts.yaml";

    /** Stands in every selector of the file for the namespace. Without a replacement it matches every namespace. */
    static final String ANY_NAMESPACE = "namespace=~\".*\"";

    private final ObjectNode groups;

    private AlertRules(ObjectNode groups) {
        this.groups = groups;
    }

    /** Reads the rules from the jar. */
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
        String matcher = "namespace=\"" + namespace + "\"";
        for (JsonNode group : spec.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                ((ObjectNode) rule).put("expr", rule.path("expr").asText().replace(ANY_NAMESPACE, matcher));
            }
        }
        return spec;
    }
}
