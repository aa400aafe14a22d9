package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

/** The owners of the fields of one object. */
public record ManagedFields(List<Entry> entries) {
    public static final ManagedFields NONE = new ManagedFields(List.of());
    private static final Comparator<Entry> ORDER = Comparator.comparing(
                    (Entry entry) -> entry.owner.operation().text())
            .thenComparing(Entry::time)
            .thenComparing(entry -> entry.owner.manager())
            .thenComparing(entry -> entry.owner.apiVersion())
            .thenComparing(entry -> entry.owner.subresource());

    public ManagedFields {
        entries = List.copyOf(entries);
    }

    /**
     * What one owner has.
     *
     * @param time of the last change, in RFC 3339, or empty
     */
    public record Entry(Owner owner, String time, FieldSet fields) {}

    /** Reads {@code metadata.managedFields}. */
    public static ManagedFields parse(JsonNode managedFields) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : managedFields) {
            boolean applied = entry.path("operation").asText().equals("Apply");
            Owner owner = new Owner(
                    entry.path("manager").asText(),
                    applied ? Owner.Operation.APPLY : Owner.Operation.UPDATE,
                    entry.path("apiVersion").asText(),
                    entry.path("subresource").asText());
            entries.add(new Entry(owner, entry.path("time").asText(), FieldSet.parse(entry.path("fieldsV1"))));
        }
        return new ManagedFields(entries);
    }

    public ArrayNode toJson() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        entries.stream().sorted(ORDER).forEach(entry -> {
            ObjectNode node = json.addObject();
            node.put("manager", entry.owner.manager());
            node.put("operation", entry.owner.operation().text());
            node.put("apiVersion", entry.owner.apiVersion());
            if (!entry.time.isEmpty()) {
                node.put("time", entry.time);
            }
            node.put("fieldsType", "FieldsV1");
            node.set("fieldsV1", entry.fields.toV1());
            if (!entry.owner.subresource().isEmpty()) {
                node.put("subresource", entry.owner.subresource());
            }
        });
        return json;
    }

    /** What the owner has, nothing if it is not there. */
    public FieldSet of(Owner owner) {
        return entries.stream()
                .filter(entry -> entry.owner.isSameAs(owner))
                .map(Entry::fields)
                .findFirst()
                .orElse(FieldSet.NONE);
    }

    String timeOf(Owner owner) {
        return entries.stream()
                .filter(entry -> entry.owner.isSameAs(owner))
                .map(Entry::time)
                .findFirst()
                .orElse("");
    }

    ManagedFields with(Owner owner, String time, FieldSet fields) {
        List<Entry> result = new ArrayList<>(without(owner).entries);
        if (!fields.isEmpty()) {
            result.add(new Entry(owner, time, fields));
        }
        return new ManagedFields(result);
    }

    ManagedFields without(Owner owner) {
        return new ManagedFields(
                entries.stream().filter(entry -> !entry.owner.isSameAs(owner)).toList());
    }

    /** Changes what each owner has; who has nothing is gone. */
    ManagedFields map(BiFunction<Owner, FieldSet, FieldSet> change) {
        return new ManagedFields(entries.stream()
                .map(entry -> new Entry(entry.owner, entry.time, change.apply(entry.owner, entry.fields)))
                .filter(entry -> !entry.fields.isEmpty())
                .toList());
    }

    FieldSet all() {
        return entries.stream().map(Entry::fields).reduce(FieldSet.NONE, FieldSet::union);
    }

    /** Whether the two say the same but for the times. */
    public boolean sameButTimes(ManagedFields other) {
        return withoutTimes().equals(other.withoutTimes());
    }

    private List<JsonNode> withoutTimes() {
        List<JsonNode> nodes = new ArrayList<>();
        toJson().forEach(node -> {
            ((ObjectNode) node).remove("time");
            nodes.add(node);
        });
        nodes.sort(Comparator.comparing(JsonNode::toString));
        return nodes;
    }
}
