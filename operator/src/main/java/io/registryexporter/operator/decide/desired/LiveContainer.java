package io.registryexporter.operator.decide.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Whether a live container has all desired fields. Defaults of the API server and additional fields do not matter.
 * Quantities are compared by amount and keyed lists by their keys; an empty value equals a missing one.
 */
final class LiveContainer {
    private static final Map<String, List<String>> KEYS = Map.of(
            "env", List.of("name"),
            "ports", List.of("containerPort", "protocol"),
            "volumeMounts", List.of("mountPath"));
    private static final Set<String> QUANTITIES = Set.of("limits", "requests");
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private LiveContainer() {}

    static boolean carries(Container live, ObjectNode desired) {
        return object(desired, SERIALIZATION.convertValue(live, ObjectNode.class));
    }

    private static boolean object(JsonNode desired, JsonNode live) {
        return desired.properties().stream()
                .allMatch(field -> value(field.getKey(), field.getValue(), live.path(field.getKey())));
    }

    private static boolean value(String name, JsonNode desired, JsonNode live) {
        if (live.isMissingNode() || live.isNull()) {
            return isEmpty(desired);
        }
        if (QUANTITIES.contains(name)) {
            return quantities(desired, live);
        }
        if (desired.isArray()) {
            return KEYS.containsKey(name) ? keyed((ArrayNode) desired, live, KEYS.get(name)) : desired.equals(live);
        }
        if (desired.isObject()) {
            return object(desired, live);
        }
        return desired.asText().equals(live.asText());
    }

    private static boolean keyed(ArrayNode desired, JsonNode live, List<String> keys) {
        return elements(desired).stream()
                .allMatch(item -> elements(live).stream()
                        .filter(candidate -> keys.stream()
                                .allMatch(key -> item.path(key)
                                        .asText()
                                        .equals(candidate.path(key).asText())))
                        .anyMatch(candidate -> object(item, candidate)));
    }

    private static boolean quantities(JsonNode desired, JsonNode live) {
        return desired.properties().stream()
                .allMatch(field -> amount(field.getValue())
                        .flatMap(wanted -> amount(live.path(field.getKey())).map(has -> wanted.compareTo(has) == 0))
                        .orElse(false));
    }

    private static Optional<BigDecimal> amount(JsonNode quantity) {
        try {
            return quantity.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(Quantity.getAmountInBytes(new Quantity(quantity.asText())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isEmpty(JsonNode desired) {
        return switch (desired.getNodeType()) {
            case ARRAY -> desired.isEmpty();
            case OBJECT -> desired.properties().stream().allMatch(field -> isEmpty(field.getValue()));
            case STRING -> desired.asText().isEmpty();
            case NUMBER -> desired.asDouble() == 0;
            // The API server keeps false, and a missing value may mean true, such as for allowPrivilegeEscalation.
            case BOOLEAN -> false;
            default -> true;
        };
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
