package io.registryexporter.operator.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.operator.api.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The schema of a RegistryExporter by its CustomResourceDefinition. It finds what the API server would refuse: unknown
 * fields, wrong types, values out of bounds.
 */
final class ResourceSchema {
    private static final String RESOURCE = Names.PLURAL + "." + Names.GROUP + "-v1.yml";

    private final JsonNode spec;

    private ResourceSchema(JsonNode spec) {
        this.spec = spec;
    }

    static ResourceSchema load() {
        try (InputStream in = Objects.requireNonNull(ResourceSchema.class.getResourceAsStream(RESOURCE))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            JsonNode definition = YamlDocuments.of(RESOURCE, text).get(0).content();
            return new ResourceSchema(definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first thing that is wrong with a resource. */
    Optional<String> problem(ObjectNode resource) {
        return resource.path("spec").isObject()
                ? problem("spec", resource.path("spec"), spec)
                : Optional.of("spec must be an object");
    }

    private static Optional<String> problem(String path, JsonNode value, JsonNode schema) {
        if (value.isNull()
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return Optional.empty();
        }
        if (!hasType(value, schema)) {
            return Optional.of(path + " must be of type " + schema.path("type").asText("integer or string"));
        }
        return bounds(path, value, schema)
                .or(() -> value.isObject() ? fields(path, value, schema) : Optional.empty())
                .or(() -> value.isArray() ? items(path, value, schema) : Optional.empty())
                .or(() -> rules(path, value, schema));
    }

    private static boolean hasType(JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isIntegralNumber() || value.isTextual();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    private static Optional<String> bounds(String path, JsonNode value, JsonNode schema) {
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            List<String> allowed = new ArrayList<>();
            schema.path("enum").forEach(each -> allowed.add(each.asText()));
            return Optional.of(path + " must be one of " + String.join(", ", allowed));
        }
        if (value.isTextual()
                && schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asText())
                        .matcher(value.asText())
                        .find()) {
            return Optional.of(path + " is not of the form that it needs");
        }
        int size = value.isTextual() ? value.asText().length() : value.size();
        return List.of("maxLength", "maxItems", "maxProperties").stream()
                .filter(bound -> schema.has(bound) && size > schema.path(bound).asInt())
                .findFirst()
                .map(bound -> path + " is longer than " + schema.path(bound).asInt());
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> fields(String path, JsonNode value, JsonNode schema) {
        for (JsonNode required : schema.path("required")) {
            if (!value.hasNonNull(required.asText())) {
                return Optional.of(path + "." + required.asText() + " is required");
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String inner = path + "." + field.getKey();
            JsonNode known = schema.path("properties").path(field.getKey());
            JsonNode type = known.isMissingNode() ? schema.path("additionalProperties") : known;
            Optional<String> problem = type.isObject()
                    ? problem(inner, field.getValue(), type)
                    : Optional.of(inner + " is not a field that is known");
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> items(String path, JsonNode value, JsonNode schema) {
        for (int i = 0; i < value.size(); i++) {
            Optional<String> problem = problem(path + "[" + i + "]", value.get(i), schema.path("items"));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> rules(String path, JsonNode value, JsonNode schema) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            if (!SchemaRule.of(rule.path("rule").asText()).holds(value)) {
                return Optional.of(path + ": " + rule.path("message").asText());
            }
        }
        return Optional.empty();
    }
}
