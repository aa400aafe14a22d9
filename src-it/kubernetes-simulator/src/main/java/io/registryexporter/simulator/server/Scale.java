package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** The subresource through which replicas are set. */
final class Scale {
    private Scale() {}

    static ObjectNode of(JsonNode workload) {
        ObjectNode scale = JsonNodeFactory.instance.objectNode();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            metadata.set(field, workload.path("metadata").path(field));
        }
        scale.putObject("spec")
                .put("replicas", workload.path("spec").path("replicas").asInt());
        String selector = workload.path("spec").path("selector").path("matchLabels").properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .collect(Collectors.joining(","));
        scale.putObject("status")
                .put("replicas", workload.path("status").path("replicas").asInt())
                .put("selector", selector);
        return scale;
    }

    /** The workload with the replicas that the scale wants. */
    static ObjectNode into(JsonNode workload, JsonNode scale) {
        ObjectNode scaled = workload.deepCopy();
        scaled.withObject("/spec")
                .put("replicas", scale.path("spec").path("replicas").asInt());
        JsonNode version = scale.path("metadata").path("resourceVersion");
        if (version.isTextual()) {
            scaled.withObject("/metadata").set("resourceVersion", version);
        }
        return scaled;
    }
}
