package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A set of field paths, as a tree.
 *
 * @param member whether the path that leads here is in the set
 */
public record FieldSet(boolean member, SortedMap<PathElement, FieldSet> children) {
    public static final FieldSet NONE = new FieldSet(false, Collections.emptySortedMap());
    public static final FieldSet LEAF = new FieldSet(true, Collections.emptySortedMap());

    /** Reads FieldsV1. */
    public static FieldSet parse(JsonNode fieldsV1) {
        SortedMap<PathElement, FieldSet> children = new TreeMap<>();
        fieldsV1.properties().forEach(entry -> {
            if (!entry.getKey().equals(".")) {
                FieldSet child = parse(entry.getValue());
                children.put(PathElement.parse(entry.getKey()), entry.getValue().isEmpty() ? LEAF : child);
            }
        });
        return new FieldSet(fieldsV1.has("."), children);
    }

    /** The one field at a path of names. */
    public static FieldSet path(String... names) {
        FieldSet set = LEAF;
        for (int i = names.length - 1; i >= 0; i--) {
            set = of(Map.of(PathElement.field(names[i]), set));
        }
        return set;
    }

    static FieldSet of(Map<PathElement, FieldSet> children) {
        return new FieldSet(false, new TreeMap<>(children));
    }

    public ObjectNode toV1() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (member && !children.isEmpty()) {
            json.putObject(".");
        }
        children.forEach((element, child) -> json.set(element.v1(), child.toV1()));
        return json;
    }

    public boolean isEmpty() {
        return !member && children.isEmpty();
    }

    public FieldSet child(PathElement element) {
        return children.getOrDefault(element, NONE);
    }

    FieldSet asMember() {
        return new FieldSet(true, children);
    }

    public FieldSet union(FieldSet other) {
        return combine(other, member || other.member, FieldSet::union);
    }

    public FieldSet intersection(FieldSet other) {
        return combine(other, member && other.member, FieldSet::intersection);
    }

    /** Takes away exactly the paths of the other set, not what is below them. */
    public FieldSet difference(FieldSet other) {
        return combine(other, member && !other.member, FieldSet::difference);
    }

    private FieldSet combine(
            FieldSet other, boolean memberOfResult, java.util.function.BinaryOperator<FieldSet> operation) {
        SortedMap<PathElement, FieldSet> result = new TreeMap<>();
        TreeSet<PathElement> elements = new TreeSet<>(children.keySet());
        elements.addAll(other.children.keySet());
        for (PathElement element : elements) {
            FieldSet combined = operation.apply(child(element), other.child(element));
            if (!combined.isEmpty()) {
                result.put(element, combined);
            }
        }
        return new FieldSet(memberOfResult, result);
    }

    /** Takes away the paths of the other set and all that is below them. */
    public FieldSet without(FieldSet prefixes) {
        if (prefixes.member) {
            return NONE;
        }
        return combine(prefixes, member, FieldSet::without);
    }

    /** With the declared fields on the way to a member as members too. */
    FieldSet withDeclaredFields(Shape shape) {
        SortedMap<PathElement, FieldSet> result = new TreeMap<>();
        children.forEach((element, child) -> {
            FieldSet below = child.withDeclaredFields(shape.child(element));
            boolean declared = element.isField() && shape.declares(element.name());
            result.put(element, declared ? below.asMember() : below);
        });
        return new FieldSet(member, result);
    }

    /** The members as {@code .spec.template.spec.containers[name="x"].image}. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", paths);
        return paths;
    }

    private void collect(String prefix, List<String> paths) {
        if (member) {
            paths.add(prefix);
        }
        children.forEach((element, child) -> child.collect(prefix + element.inPath(), paths));
    }
}
