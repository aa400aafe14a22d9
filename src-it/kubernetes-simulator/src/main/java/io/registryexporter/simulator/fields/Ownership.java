package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Who owns what after a write, by the rules of server-side apply.
 *
 * @param ignored what this kind of write cannot change, as the status through the object itself
 */
public record Ownership(Shape shape, FieldSet ignored) {
    /** What nobody owns. */
    private static final FieldSet UNOWNED = FieldSet.path("apiVersion")
            .union(FieldSet.path("kind"))
            .union(FieldSet.path("metadata"))
            .union(FieldSet.path("metadata", "name"))
            .union(FieldSet.path("metadata", "namespace"))
            .union(FieldSet.path("metadata", "creationTimestamp"))
            .union(FieldSet.path("metadata", "selfLink"))
            .union(FieldSet.path("metadata", "uid"))
            .union(FieldSet.path("metadata", "clusterName"))
            .union(FieldSet.path("metadata", "generation"))
            .union(FieldSet.path("metadata", "managedFields"))
            .union(FieldSet.path("metadata", "resourceVersion"));

    /** A field that somebody else owns. */
    public record Conflict(Owner owner, String path) {
        /** As the server words it. */
        public String message() {
            return "conflict with " + owner.described();
        }
    }

    /** What comes of an apply. */
    public sealed interface Outcome {}

    /** The object as it is now, and its owners. */
    public record Applied(ObjectNode object, ManagedFields managers) implements Outcome {}

    /** Refused: others own what it wants to change. */
    public record Refused(List<Conflict> conflicts) implements Outcome {
        public Refused {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** The owners after somebody wrote the whole object. */
    public ManagedFields update(JsonNode live, JsonNode written, ManagedFields managers, Owner owner, String time) {
        Comparison comparison = compare(live, written);
        ManagedFields others = managers.map(
                (other, fields) -> fields.difference(comparison.changed()).difference(comparison.removed()));
        FieldSet changed = owned(comparison.changed());
        if (changed.isEmpty()) {
            return others;
        }
        return others.with(owner, time, others.of(owner).union(changed));
    }

    /** Merges a configuration into the live object; what its manager applied before and does no more is released. */
    public Outcome apply(
            ObjectNode live, ObjectNode config, ManagedFields managers, Owner owner, boolean force, String time) {
        FieldSet last = managers.of(owner);
        FieldSet wanted = owned(Trees.fieldsOf(config, shape));
        JsonNode merged = Trees.merge(live, config, shape);
        ManagedFields claimed = managers.with(owner, timeAfter(managers, owner, wanted, time), wanted);
        ObjectNode result = (ObjectNode) Trees.withoutNulls(prune(merged, last, claimed));
        Comparison comparison = compare(live, result);
        List<Conflict> conflicts = conflicts(claimed, owner, comparison);
        if (!force && !conflicts.isEmpty()) {
            return new Refused(conflicts);
        }
        ManagedFields left = claimed.map((other, fields) -> other.isSameAs(owner)
                ? fields
                : fields.difference(comparison.changed()).difference(comparison.removed()));
        boolean changed =
                !comparison.changed().isEmpty() || !comparison.removed().isEmpty();
        return new Applied(result, changed ? left.with(owner, time, wanted) : left);
    }

    private static String timeAfter(ManagedFields managers, Owner owner, FieldSet wanted, String time) {
        return managers.of(owner).equals(wanted) ? managers.timeOf(owner) : time;
    }

    private List<Conflict> conflicts(ManagedFields managers, Owner owner, Comparison comparison) {
        List<Conflict> conflicts = new ArrayList<>();
        managers.entries().stream()
                .filter(entry -> !entry.owner().isSameAs(owner))
                .forEach(entry -> entry.fields()
                        .intersection(comparison.changed())
                        .paths()
                        .forEach(path -> conflicts.add(new Conflict(entry.owner(), path))));
        return conflicts;
    }

    private JsonNode prune(JsonNode merged, FieldSet last, ManagedFields managers) {
        if (last.isEmpty()) {
            return merged;
        }
        FieldSet released = last.withDeclaredFields(shape);
        FieldSet all = Trees.fieldsOf(merged, shape).withDeclaredFields(shape);
        FieldSet claimed = managers.all().withDeclaredFields(shape);
        FieldSet remaining =
                Trees.fieldsOf(Trees.remove(merged, released, shape), shape).withDeclaredFields(shape);
        JsonNode owned = Trees.remove(merged, all.difference(remaining.union(claimed)), shape);
        FieldSet kept = Trees.fieldsOf(owned, shape).withDeclaredFields(shape);
        return Trees.remove(merged, all.difference(kept).intersection(released), shape);
    }

    private Comparison compare(JsonNode before, JsonNode after) {
        return Comparison.between(before, after, shape).filter(fields -> fields.without(ignored));
    }

    private FieldSet owned(FieldSet fields) {
        return fields.without(ignored).difference(UNOWNED);
    }
}
