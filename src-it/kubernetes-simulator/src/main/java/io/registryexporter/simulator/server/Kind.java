package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.simulator.fields.BuiltInShape;
import io.registryexporter.simulator.fields.Defaults;
import io.registryexporter.simulator.fields.FieldSet;
import io.registryexporter.simulator.fields.SchemaShape;
import io.registryexporter.simulator.fields.Shape;
import java.util.List;
import java.util.Set;

/**
 * A kind of objects in one version, as it is served.
 *
 * @param traits what is special about it
 * @param schema of a custom resource; of a built-in kind missing
 * @param columns the additional printer columns of a custom resource
 */
record Kind(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        Set<Trait> traits,
        JsonNode schema,
        JsonNode columns) {

    /** What the server does with some kinds only. */
    enum Trait {
        NAMESPACED,
        STATUS,
        SCALE,
        GENERATION,
        CUSTOM
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As in messages: {@code deployments.apps}. */
    String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** Where its objects are: the events of both groups are the same ones. */
    String storage() {
        return group.equals("events.k8s.io") ? plural : resource();
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    boolean namespaced() {
        return is(Trait.NAMESPACED);
    }

    Shape shape() {
        return is(Trait.CUSTOM) ? SchemaShape.root(schema) : BuiltInShape.root();
    }

    /** What a write to the object or one of its subresources leaves alone. */
    FieldSet ignored(String subresource) {
        if (subresource.equals("status")) {
            FieldSet others = FieldSet.path("spec");
            return is(Trait.CUSTOM)
                    ? others.union(FieldSet.path("metadata"))
                    : others.union(FieldSet.path("metadata", "labels"));
        }
        FieldSet status = is(Trait.STATUS) ? FieldSet.path("status") : FieldSet.NONE;
        return storage().equals("namespaces") ? status.union(FieldSet.path("spec", "finalizers")) : status;
    }

    ObjectNode blank() {
        return Defaults.blank(is(Trait.CUSTOM) ? "" : kind);
    }

    void fillIn(ObjectNode object) {
        if (is(Trait.CUSTOM)) {
            Defaults.ofSchema(object, schema);
        } else {
            Defaults.ofKind(kind, object);
        }
    }
}
