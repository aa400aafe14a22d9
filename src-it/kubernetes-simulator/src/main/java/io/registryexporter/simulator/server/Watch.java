package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What somebody wants to be told of.
 *
 * @param version to begin after; empty or 0 for the present state first
 * @param initialEvents whether the present state is wanted, and a bookmark where it ends
 * @param form what is sent of an object
 */
record Watch(
        Kind kind,
        Predicate<JsonNode> selected,
        String version,
        boolean initialEvents,
        Function<ObjectNode, JsonNode> form) {

    /** Where the lines go. */
    interface Sink {
        void send(String line);

        void end();
    }

    boolean startsWithState() {
        return initialEvents || version.isEmpty() || version.equals("0");
    }

    String event(String type, ObjectNode object) {
        return line(type, form.apply(object));
    }

    String bookmark(long at) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(at));
        metadata.putNull("creationTimestamp");
        metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        return event("BOOKMARK", object);
    }

    static String line(String type, JsonNode object) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", type).set("object", object);
        return event.toString();
    }
}
