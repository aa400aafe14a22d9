package io.registryexporter.operator.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How large a value is as JSON, as an expression of CEL: bytes of UTF-8, without escapes. */
final class CrdSize {
    private static final int QUOTES = 2;
    private static final int BRACES = 2;
    private static final int COMMA = 1;

    /** Quotes, a colon and a comma. */
    private static final int AROUND_A_NAME = 4;

    /** Of a number or a truth value. */
    private static final int LONGEST_WORD = 20;

    private CrdSize() {}

    /** The size of what stands at a path. */
    static String of(String path, JSONSchemaProps schema) {
        return of(path, schema, 0);
    }

    private static String of(String path, JSONSchemaProps schema, int depth) {
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            return String.valueOf(schema.getMaxLength() + QUOTES);
        }
        return switch (schema.getType()) {
            case "string" ->
                schema.getEnum().isEmpty() ? "bytes(" + path + ").size() + " + QUOTES : String.valueOf(LONGEST_WORD);
            case "array" -> list(path, schema.getItems().getSchema(), depth);
            case "object" -> object(path, schema, depth);
            default -> String.valueOf(LONGEST_WORD);
        };
    }

    private static String list(String path, JSONSchemaProps item, int depth) {
        String each = "i" + depth;
        return path + ".map(" + each + ", " + of(each, item, depth + 1) + " + " + COMMA + ").sum() + " + BRACES;
    }

    private static String object(String path, JSONSchemaProps schema, int depth) {
        return Optional.ofNullable(schema.getAdditionalProperties())
                .map(values -> map(path, values.getSchema(), depth))
                .orElseGet(() -> fields(path, new TreeMap<>(schema.getProperties()), depth));
    }

    private static String map(String path, JSONSchemaProps value, int depth) {
        String key = "k" + depth;
        String size = of(path + "[" + key + "]", value, depth + 1);
        return path + ".map(" + key + ", bytes(" + key + ").size() + " + AROUND_A_NAME + " + " + size + ").sum() + "
                + BRACES;
    }

    private static String fields(String path, Map<String, JSONSchemaProps> fields, int depth) {
        return fields.entrySet().stream()
                .map(field -> {
                    String at = path + "." + field.getKey();
                    int name = field.getKey().length() + AROUND_A_NAME;
                    return "(has(" + at + ") ? " + of(at, field.getValue(), depth) + " + " + name + " : 0)";
                })
                .collect(Collectors.joining(" + ", "", " + " + BRACES));
    }
}
