package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One stored object, several forms: the versions of a custom resource, the events of the old and the new group. */
final class Forms {
    private static final Map<String, String> NEW_EVENT_FIELDS = Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "reportingComponent", "reportingController",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount");

    private Forms() {}

    /** As a kind serves it. */
    static ObjectNode served(Kind kind, JsonNode stored) {
        ObjectNode object = isNewEvent(kind) ? renamed(stored, false) : stored.deepCopy();
        return typed(object, kind.apiVersion(), kind.kind());
    }

    static ObjectNode stored(Kind kind, JsonNode served) {
        return isNewEvent(kind) ? typed(renamed(served, true), "v1", "Event") : served.deepCopy();
    }

    private static boolean isNewEvent(Kind kind) {
        return kind.group().equals("events.k8s.io");
    }

    private static ObjectNode renamed(JsonNode event, boolean back) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        event.properties()
                .forEach(field -> result.set(
                        renamed(field.getKey(), back), field.getValue().deepCopy()));
        return result;
    }

    private static String renamed(String field, boolean back) {
        if (!back) {
            return NEW_EVENT_FIELDS.getOrDefault(field, field);
        }
        return NEW_EVENT_FIELDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(field);
    }

    private static ObjectNode typed(ObjectNode object, String apiVersion, String kind) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("apiVersion", apiVersion).put("kind", kind);
        object.remove("apiVersion");
        object.remove("kind");
        return result.setAll(object);
    }
}
