package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The strategic merge patch of the built-in kinds. */
public final class StrategicPatch {
    private static final String DIRECTIVE = "$patch";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";
    private static final String RETAIN = "$retainKeys";

    private StrategicPatch() {}

    public static JsonNode apply(JsonNode target, JsonNode patch, Shape shape) {
        if (!patch.isObject()) {
            return patch.deepCopy();
        }
        boolean replace = patch.path(DIRECTIVE).asText().equals("replace");
        ObjectNode result = target.isObject() && !replace ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
        retain(result, patch.path(RETAIN));
        patch.properties().forEach(field -> {
            String name = field.getKey();
            if (name.startsWith(DELETE)) {
                deletePrimitives(result, name.substring(DELETE.length()), field.getValue());
            } else if (!name.startsWith("$")) {
                set(result, name, field.getValue(), shape.field(name));
            }
        });
        patch.properties().stream()
                .filter(field -> field.getKey().startsWith(ORDER))
                .forEach(field ->
                        order(result, target, field.getKey().substring(ORDER.length()), field.getValue(), shape));
        return result;
    }

    private static void set(ObjectNode result, String name, JsonNode value, Shape shape) {
        if (value.isNull() || value.path(DIRECTIVE).asText().equals("delete")) {
            result.remove(name);
        } else if (value.isArray()) {
            result.set(name, list(result.path(name), value, shape));
        } else {
            result.set(name, apply(result.path(name), value, shape));
        }
    }

    private static void retain(ObjectNode result, JsonNode names) {
        if (names.isArray()) {
            List<String> retained = new ArrayList<>();
            names.forEach(name -> retained.add(name.asText()));
            result.retain(retained);
        }
    }

    private static void deletePrimitives(ObjectNode result, String name, JsonNode values) {
        if (result.get(name) instanceof ArrayNode list) {
            list.removeIf(item -> contains(values, item));
        }
    }

    private static boolean contains(JsonNode values, JsonNode item) {
        return find(values, item::equals).isPresent();
    }

    private static Optional<JsonNode> find(JsonNode list, Predicate<JsonNode> wanted) {
        for (JsonNode item : list) {
            if (wanted.test(item)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private static JsonNode list(JsonNode target, JsonNode patch, Shape shape) {
        boolean replace = find(
                        patch, item -> item.size() == 1 && directive(item).equals("replace"))
                .isPresent();
        if (shape.listType() == Shape.ListType.ATOMIC || replace) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            patch.forEach(item -> {
                if (directive(item).isEmpty()) {
                    items.add(item);
                }
            });
            return items;
        }
        ArrayNode items = target.isArray() ? target.deepCopy() : JsonNodeFactory.instance.arrayNode();
        patch.forEach(item -> mergeItem(items, item, shape));
        return ordered(items, target, patch, shape);
    }

    private static String directive(JsonNode item) {
        return item.path(DIRECTIVE).asText();
    }

    private static void mergeItem(ArrayNode items, JsonNode item, Shape shape) {
        if (shape.listType() == Shape.ListType.SET) {
            if (!contains(items, item)) {
                items.add(item);
            }
            return;
        }
        int index = position(items, item, shape);
        if (directive(item).equals("delete")) {
            if (index >= 0) {
                items.remove(index);
            }
        } else if (index >= 0) {
            items.set(index, apply(items.get(index), item, shape.items()));
        } else {
            items.add(apply(MissingNode.getInstance(), item, shape.items()));
        }
    }

    private static void order(ObjectNode result, JsonNode target, String name, JsonNode order, Shape parent) {
        Shape shape = parent.field(name);
        if (result.get(name) instanceof ArrayNode items && shape.listType() != Shape.ListType.ATOMIC) {
            result.set(name, ordered(items, target.path(name), order, shape));
        }
    }

    /**
     * The items that the order names come in its order, the others keep their place among them as far as they can, and
     * new ones come as early as the order lets them.
     */
    private static ArrayNode ordered(ArrayNode items, JsonNode before, JsonNode order, Shape shape) {
        Deque<JsonNode> named = new ArrayDeque<>();
        order.forEach(wanted -> find(items, item -> same(item, wanted, shape)).ifPresent(named::add));
        Deque<JsonNode> others = new ArrayDeque<>();
        items.forEach(item -> {
            if (find(order, wanted -> same(item, wanted, shape)).isEmpty()) {
                others.add(item);
            }
        });
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        while (!named.isEmpty() || !others.isEmpty()) {
            boolean takeNamed = others.isEmpty()
                    || (!named.isEmpty()
                            && position(before, named.getFirst(), shape) <= position(before, others.getFirst(), shape));
            result.add(takeNamed ? named.removeFirst() : others.removeFirst());
        }
        return result;
    }

    private static int position(JsonNode list, JsonNode wanted, Shape shape) {
        for (int i = 0; i < list.size(); i++) {
            if (same(list.get(i), wanted, shape)) {
                return i;
            }
        }
        return -1;
    }

    /** The leading key decides: a container port is the same one whatever its protocol. */
    private static boolean same(JsonNode item, JsonNode wanted, Shape shape) {
        if (shape.listType() == Shape.ListType.SET) {
            return item.equals(wanted);
        }
        String key = shape.keys().get(0);
        return item.path(key).equals(wanted.path(key));
    }
}
