package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Objects as they are after the server has read them into its types: nothing is there that says nothing. */
public final class Canonical {
    private static final Set<String> DROPPED_WHEN_EMPTY = Set.of(
            "labels",
            "annotations",
            "finalizers",
            "ownerReferences",
            "data",
            "binaryData",
            "stringData",
            "limits",
            "requests",
            "nodeSelector",
            "matchLabels");
    private static final Set<String> DROPPED_WHEN_ZERO = Set.of(
            "initialDelaySeconds",
            "minReadySeconds",
            "paused",
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "stdin",
            "stdinOnce",
            "tty",
            "subPath",
            "subPathExpr",
            "nodeName",
            "workingDir",
            "priorityClassName",
            "hostname",
            "subdomain",
            "hostPort",
            "hostIP",
            "readOnly");

    private static final JsonNode ZERO = IntNode.valueOf(0);

    private Canonical() {}

    /** An object of a built-in kind. */
    public static ObjectNode ofBuiltIn(JsonNode object) {
        ObjectNode result = (ObjectNode) Trees.withoutNulls(object);
        prune(result);
        return result;
    }

    /** An object of a custom kind, of which the server knows only the metadata. */
    public static ObjectNode ofCustom(JsonNode object) {
        ObjectNode result = (ObjectNode) Trees.withoutNulls(object);
        prune(result.path("metadata"));
        return result;
    }

    private static void prune(JsonNode node) {
        node.forEach(Canonical::prune);
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> saysNothing(field.getKey(), field.getValue()));
        }
    }

    private static boolean saysNothing(String name, JsonNode value) {
        if (value.isContainerNode()) {
            return value.isEmpty() && (value.isArray() || DROPPED_WHEN_EMPTY.contains(name));
        }
        boolean zero = value.asText().isEmpty() || value.equals(ZERO) || value.equals(BooleanNode.FALSE);
        return zero && DROPPED_WHEN_ZERO.contains(name);
    }
}
