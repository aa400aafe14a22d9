package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The fields in which two values differ. */
public record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {
    private static final Comparison SAME = new Comparison(FieldSet.NONE, FieldSet.NONE, FieldSet.NONE);
    private static final Comparison ADDED = new Comparison(FieldSet.LEAF, FieldSet.NONE, FieldSet.NONE);
    private static final Comparison MODIFIED = new Comparison(FieldSet.NONE, FieldSet.LEAF, FieldSet.NONE);
    private static final Comparison REMOVED = new Comparison(FieldSet.NONE, FieldSet.NONE, FieldSet.LEAF);

    public static Comparison between(JsonNode before, JsonNode after, Shape shape) {
        if (isLeafOrEmpty(before, shape) && isLeafOrEmpty(after, shape)) {
            return ofLeaves(before, after);
        }
        Comparison below = ofChildren(inside(before, shape), inside(after, shape), shape);
        if (before.isMissingNode()) {
            return new Comparison(below.added.asMember(), below.modified, below.removed);
        }
        if (after.isMissingNode()) {
            return new Comparison(below.added, below.modified, below.removed.asMember());
        }
        boolean kindChanged = isValue(before, shape) || isValue(after, shape);
        return kindChanged ? new Comparison(below.added, below.modified.asMember(), below.removed) : below;
    }

    public FieldSet changed() {
        return added.union(modified);
    }

    Comparison filter(UnaryOperator<FieldSet> filter) {
        return new Comparison(filter.apply(added), filter.apply(modified), filter.apply(removed));
    }

    private static Comparison ofLeaves(JsonNode before, JsonNode after) {
        if (before.isMissingNode()) {
            return after.isMissingNode() ? SAME : ADDED;
        }
        if (after.isMissingNode()) {
            return REMOVED;
        }
        return before.equals(after) ? SAME : MODIFIED;
    }

    private static Comparison ofChildren(
            Map<PathElement, JsonNode> before, Map<PathElement, JsonNode> after, Shape shape) {
        SortedMap<PathElement, FieldSet> added = new TreeMap<>();
        SortedMap<PathElement, FieldSet> modified = new TreeMap<>();
        SortedMap<PathElement, FieldSet> removed = new TreeMap<>();
        for (PathElement element : Trees.elements(before, after)) {
            Comparison child = between(
                    before.getOrDefault(element, MissingNode.getInstance()),
                    after.getOrDefault(element, MissingNode.getInstance()),
                    shape.child(element));
            putUnlessEmpty(added, element, child.added);
            putUnlessEmpty(modified, element, child.modified);
            putUnlessEmpty(removed, element, child.removed);
        }
        return new Comparison(FieldSet.of(added), FieldSet.of(modified), FieldSet.of(removed));
    }

    private static void putUnlessEmpty(Map<PathElement, FieldSet> sets, PathElement element, FieldSet set) {
        if (!set.isEmpty()) {
            sets.put(element, set);
        }
    }

    private static Map<PathElement, JsonNode> inside(JsonNode value, Shape shape) {
        return isLeaf(value, shape) ? Map.of() : Trees.children(value, shape);
    }

    private static boolean isLeaf(JsonNode value, Shape shape) {
        return shape.isLeaf(value);
    }

    private static boolean isValue(JsonNode value, Shape shape) {
        return !value.isNull() && isLeaf(value, shape);
    }

    private static boolean isLeafOrEmpty(JsonNode value, Shape shape) {
        return isLeaf(value, shape) || value.isEmpty();
    }
}
