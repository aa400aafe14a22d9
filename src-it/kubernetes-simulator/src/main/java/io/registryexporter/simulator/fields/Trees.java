package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What can be done to a JSON tree with the knowledge of its shape. */
public final class Trees {
    private Trees() {}

    /** All that a value sets: its leaves, items of lists and keys of maps. */
    public static FieldSet fieldsOf(JsonNode value, Shape shape) {
        if (shape.isLeaf(value)) {
            return FieldSet.LEAF;
        }
        SortedMap<PathElement, FieldSet> children = new TreeMap<>();
        children(value, shape).forEach((element, child) -> {
            FieldSet below = fieldsOf(child, shape.child(element));
            boolean emptyObject = child.isObject() && child.isEmpty();
            boolean declared = element.isField() && shape.declares(element.name());
            FieldSet fields = emptyObject || !declared ? below.asMember() : below;
            if (!fields.isEmpty()) {
                children.put(element, fields);
            }
        });
        return FieldSet.of(children);
    }

    /** The fields of an object, or the items of a list by their addresses. */
    static Map<PathElement, JsonNode> children(JsonNode value, Shape shape) {
        Map<PathElement, JsonNode> children = new LinkedHashMap<>();
        if (value.isArray()) {
            value.forEach(item -> children.putIfAbsent(shape.element(item), item));
        } else {
            value.properties().forEach(field -> children.put(PathElement.field(field.getKey()), field.getValue()));
        }
        return children;
    }

    /** The live value with what is applied laid over it. */
    public static JsonNode merge(JsonNode live, JsonNode applied, Shape shape) {
        if (applied.isMissingNode()) {
            return live;
        }
        if (live.getNodeType() != applied.getNodeType() || shape.isLeaf(applied)) {
            return applied.deepCopy();
        }
        return live.isArray() ? mergeLists(live, applied, shape) : mergeObjects(live, applied, shape);
    }

    private static JsonNode mergeObjects(JsonNode live, JsonNode applied, Shape shape) {
        ObjectNode result = live.deepCopy();
        applied.properties()
                .forEach(field -> result.set(
                        field.getKey(),
                        merge(live.path(field.getKey()), field.getValue(), shape.field(field.getKey()))));
        return result;
    }

    /** What only the live list has keeps its place; what both have comes in the order of the applied one. */
    private static JsonNode mergeLists(JsonNode live, JsonNode applied, Shape shape) {
        Map<PathElement, JsonNode> before = children(live, shape);
        Map<PathElement, JsonNode> wanted = children(applied, shape);
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        Iterator<PathElement> shared =
                wanted.keySet().stream().filter(before::containsKey).iterator();
        Iterator<PathElement> rest = wanted.keySet().iterator();
        Optional<PathElement> nextShared = next(shared);
        for (Map.Entry<PathElement, JsonNode> item : before.entrySet()) {
            if (!wanted.containsKey(item.getKey())) {
                result.add(item.getValue());
            } else if (nextShared.filter(item.getKey()::equals).isPresent()) {
                takeThrough(rest, item.getKey())
                        .forEach(element -> result.add(mergeItem(before, wanted, element, shape)));
                nextShared = next(shared);
            }
        }
        rest.forEachRemaining(element -> result.add(mergeItem(before, wanted, element, shape)));
        return result;
    }

    private static <T> Optional<T> next(Iterator<T> iterator) {
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private static <T> List<T> takeThrough(Iterator<T> iterator, T last) {
        List<T> taken = new ArrayList<>();
        T element;
        do {
            element = iterator.next();
            taken.add(element);
        } while (!element.equals(last));
        return taken;
    }

    private static JsonNode mergeItem(
            Map<PathElement, JsonNode> live, Map<PathElement, JsonNode> applied, PathElement element, Shape shape) {
        JsonNode before = live.getOrDefault(element, MissingNode.getInstance());
        return merge(before, applied.get(element), shape.items());
    }

    /** The value without the fields of the set; what gets empty by that is null. */
    public static JsonNode remove(JsonNode value, FieldSet removed, Shape shape) {
        if (removed.children().isEmpty() || !value.isContainerNode()) {
            return value;
        }
        if (value.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            value.forEach(
                    item -> kept(item, shape.element(item), removed, shape).ifPresent(items::add));
            return items;
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        value.properties()
                .forEach(field -> kept(field.getValue(), PathElement.field(field.getKey()), removed, shape)
                        .ifPresent(rest -> fields.set(field.getKey(), rest)));
        return fields;
    }

    private static Optional<JsonNode> kept(JsonNode child, PathElement element, FieldSet removed, Shape shape) {
        FieldSet below = removed.child(element);
        if (below.member()) {
            return Optional.empty();
        }
        JsonNode rest = remove(child, below, shape.child(element));
        boolean emptied = rest.isContainerNode() && rest.isEmpty() && !child.isEmpty();
        return Optional.of(emptied ? NullNode.getInstance() : rest);
    }

    /** The value without the fields that are null. */
    public static JsonNode withoutNulls(JsonNode value) {
        if (value.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> items.add(withoutNulls(item)));
            return items;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        value.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> fields.set(field.getKey(), withoutNulls(field.getValue())));
        return fields;
    }

    /** The elements of both sides in a stable order. */
    static SortedSet<PathElement> elements(Map<PathElement, JsonNode> left, Map<PathElement, JsonNode> right) {
        SortedSet<PathElement> elements = new TreeSet<>(left.keySet());
        elements.addAll(right.keySet());
        return elements;
    }
}
