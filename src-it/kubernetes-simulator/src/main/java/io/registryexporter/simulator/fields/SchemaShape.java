package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The merge rules that the OpenAPI schema of a custom resource tells.
 *
 * @param root whether this is the whole object
 */
public record SchemaShape(JsonNode schema, boolean root) implements Shape {

    /** The root of an object, whose metadata is that of every kind. */
    public static Shape root(JsonNode schema) {
        return new SchemaShape(schema, true);
    }

    @Override
    public boolean atomicMap() {
        return schema.path("x-kubernetes-map-type").asText().equals("atomic");
    }

    @Override
    public boolean declares(String field) {
        return (root && field.equals("metadata")) || schema.path("properties").has(field);
    }

    @Override
    public Shape field(String name) {
        if (root && name.equals("metadata")) {
            return BuiltInShape.root().field("metadata");
        }
        JsonNode declared = schema.path("properties").path(name);
        if (!declared.isMissingNode()) {
            return new SchemaShape(declared, false);
        }
        JsonNode others = schema.path("additionalProperties");
        return new SchemaShape(others.isObject() ? others : MissingNode.getInstance(), false);
    }

    @Override
    public ListType listType() {
        return switch (schema.path("x-kubernetes-list-type").asText()) {
            case "map" -> ListType.MAP;
            case "set" -> ListType.SET;
            default -> ListType.ATOMIC;
        };
    }

    @Override
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    @Override
    public Optional<JsonNode> keyDefault(String key) {
        return Optional.ofNullable(
                schema.path("items").path("properties").path(key).get("default"));
    }

    @Override
    public Shape items() {
        return new SchemaShape(schema.path("items"), false);
    }
}
