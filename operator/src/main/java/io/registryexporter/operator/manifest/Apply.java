package io.registryexporter.operator.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.operator.api.Names;
import java.util.Map;

/**
 * A server-side apply of the operator's fields to a workload that nobody else changes: what the operator gives goes in,
 * and what the operator had and does not give any more goes out.
 */
final class Apply {
    private static final String CONTAINERS = "/spec/template/spec/containers";

    private Apply() {}

    static ObjectNode of(ObjectNode live, ObjectNode patch) {
        ObjectNode result = live.deepCopy();
        withoutOperator(result, "/metadata/annotations");
        withoutOperator(result, "/spec/template/metadata/annotations");
        if (result.at(CONTAINERS) instanceof ArrayNode containers) {
            containers.removeIf(container -> isExporter(container));
        }
        merge(result, patch);
        ObjectNode metadata = result.withObject("/metadata");
        metadata.put("resourceVersion", live.at("/metadata/resourceVersion").asText() + "1");
        metadata.put("generation", live.at("/metadata/generation").asLong() + 1);
        metadata.withArray("managedFields").add(managed());
        return result;
    }

    private static void withoutOperator(ObjectNode object, String pointer) {
        if (object.at(pointer) instanceof ObjectNode annotations) {
            annotations
                    .properties()
                    .removeIf(field -> field.getKey().startsWith(Names.GROUP + "/")
                            && !field.getKey().equals(Names.INJECT)
                            && !field.getKey().equals(Names.RETRY));
        }
    }

    private static boolean isExporter(JsonNode container) {
        return Names.CONTAINER.equals(container.path("name").asText());
    }

    private static void merge(ObjectNode object, JsonNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode present = object.path(field.getKey());
            if (present instanceof ObjectNode inner && field.getValue().isObject()) {
                merge(inner, field.getValue());
            } else if (present instanceof ArrayNode list && field.getKey().equals("containers")) {
                field.getValue().forEach(list::add);
            } else {
                object.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }

    private static ObjectNode managed() {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("manager", Names.FIELD_MANAGER).put("operation", "Apply").put("apiVersion", "apps/v1");
        entry.putObject("fieldsV1")
                .putObject("f:spec")
                .putObject("f:template")
                .putObject("f:spec")
                .putObject("f:containers")
                .putObject("k:{\"name\":\"" + Names.CONTAINER + "\"}");
        return entry;
    }
}
