package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 6902. */
public final class JsonPatchDocument {
    private static final String ROOT = "root";

    private JsonPatchDocument() {}

    public static JsonNode apply(JsonNode target, JsonNode operations) {
        if (!operations.isArray()) {
            throw new PatchFailure("a JSON patch is a list of operations");
        }
        ObjectNode holder = JsonNodeFactory.instance.objectNode();
        holder.set(ROOT, target.deepCopy());
        operations.forEach(operation -> apply(holder, operation));
        return holder.get(ROOT);
    }

    private static void apply(ObjectNode holder, JsonNode operation) {
        JsonPointer path = pointer(operation.path("path").asText());
        switch (operation.path("op").asText()) {
            case "add" -> add(holder, path, operation.path("value").deepCopy());
            case "remove" -> remove(holder, path);
            case "replace" -> {
                remove(holder, path);
                add(holder, path, operation.path("value").deepCopy());
            }
            case "move" ->
                add(holder, path, remove(holder, pointer(operation.path("from").asText())));
            case "copy" ->
                add(
                        holder,
                        path,
                        existing(holder, pointer(operation.path("from").asText()))
                                .deepCopy());
            case "test" -> test(holder, path, operation.path("value"));
            default -> throw new PatchFailure("unexpected kind: " + operation.path("op"));
        }
    }

    private static JsonPointer pointer(String path) {
        return JsonPointer.compile("/" + ROOT + path);
    }

    private static JsonNode existing(JsonNode holder, JsonPointer path) {
        JsonNode found = holder.at(path);
        if (found.isMissingNode()) {
            throw new PatchFailure("nonexistent path: " + path);
        }
        return found;
    }

    private static void test(JsonNode holder, JsonPointer path, JsonNode expected) {
        if (!holder.at(path).equals(expected)) {
            throw new PatchFailure("testing path " + path.tail() + " value failed: test failed");
        }
    }

    private static void add(ObjectNode holder, JsonPointer path, JsonNode value) {
        JsonNode parent = existing(holder, path.head());
        String last = path.last().getMatchingProperty();
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode array && last.equals("-")) {
            array.add(value);
        } else if (parent instanceof ArrayNode array && path.last().getMatchingIndex() >= 0) {
            int index = path.last().getMatchingIndex();
            if (index > array.size()) {
                throw new PatchFailure("index out of bounds: " + path);
            }
            array.insert(index, value);
        } else {
            throw new PatchFailure("cannot add at " + path);
        }
    }

    private static JsonNode remove(ObjectNode holder, JsonPointer path) {
        existing(holder, path);
        JsonNode parent = holder.at(path.head());
        return parent instanceof ArrayNode array
                ? array.remove(path.last().getMatchingIndex())
                : ((ObjectNode) parent).remove(path.last().getMatchingProperty());
    }
}
