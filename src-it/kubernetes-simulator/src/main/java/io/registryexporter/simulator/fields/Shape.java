package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the schema says about merging at one place of an object. */
public interface Shape {

    /** How the items of a list are told apart. */
    enum ListType {
        ATOMIC,
        SET,
        MAP
    }

    /** Whether an object here is owned as a whole. */
    boolean atomicMap();

    /** Whether the field is one of the type's own, and not just a key of a map. */
    boolean declares(String field);

    Shape field(String name);

    ListType listType();

    /** The fields that tell items apart, the leading one first. */
    List<String> keys();

    /** What a key is taken for in an item that does not have it. */
    Optional<JsonNode> keyDefault(String key);

    Shape items();

    default Shape child(PathElement element) {
        return element.isField() ? field(element.name()) : items();
    }

    /** How an item of a list that is not atomic is addressed. */
    default PathElement element(JsonNode item) {
        if (listType() == ListType.SET) {
            return PathElement.value(item);
        }
        Map<String, JsonNode> values = new TreeMap<>();
        for (String key : keys()) {
            Optional.ofNullable(item.get(key)).or(() -> keyDefault(key)).ifPresent(value -> values.put(key, value));
        }
        return PathElement.key(values);
    }

    /** Whether a value here is owned as a whole. */
    default boolean isLeaf(JsonNode value) {
        return value.isArray() ? listType() == ListType.ATOMIC : !value.isObject() || atomicMap();
    }
}
