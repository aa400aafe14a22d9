package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One step of a field path.
 *
 * @param v1 the notation of FieldsV1: {@code f:name}, {@code k:{"name":"x"}} or {@code v:"x"}
 */
public record PathElement(String v1) implements Comparable<PathElement> {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static PathElement field(String name) {
        return new PathElement("f:" + name);
    }

    /** An item of a list that is a set. */
    public static PathElement value(JsonNode value) {
        return new PathElement("v:" + value);
    }

    /** An item of a list that is a map. */
    public static PathElement key(Map<String, JsonNode> keys) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        sorted.setAll(new TreeMap<>(keys));
        return new PathElement("k:" + sorted);
    }

    /** Whatever way the JSON inside was written, it is kept in the canonical one. */
    public static PathElement parse(String v1) {
        String rest = v1.substring(Math.min(2, v1.length()));
        if (v1.startsWith("k:")) {
            SortedMap<String, JsonNode> keys = new TreeMap<>();
            tree(rest).properties().forEach(key -> keys.put(key.getKey(), key.getValue()));
            return key(keys);
        }
        return v1.startsWith("v:") ? value(tree(rest)) : new PathElement(v1);
    }

    public boolean isField() {
        return v1.startsWith("f:");
    }

    /** The name of a field. */
    public String name() {
        return v1.substring(2);
    }

    /** As in the messages of conflicts: {@code .spec}, {@code [name="x"]}, {@code [="x"]}. */
    String inPath() {
        if (isField()) {
            return "." + name();
        }
        if (v1.startsWith("v:")) {
            return "[=" + name() + "]";
        }
        List<String> keys = new ArrayList<>();
        tree(name()).properties().forEach(key -> keys.add(key.getKey() + "=" + key.getValue()));
        return "[" + String.join(",", keys) + "]";
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int compareTo(PathElement other) {
        return v1.compareTo(other.v1);
    }
}
