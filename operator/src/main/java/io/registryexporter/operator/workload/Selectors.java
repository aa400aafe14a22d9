package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Evaluates label selectors as the API server does, except that an empty or invalid selector matches nothing. */
public final class Selectors {
    private Selectors() {}

    public static boolean matches(LabelSelector selector, Map<String, String> labels) {
        Map<String, String> exact = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
        List<LabelSelectorRequirement> requirements =
                Objects.requireNonNullElse(selector.getMatchExpressions(), List.of());
        boolean empty = exact.isEmpty() && requirements.isEmpty();
        return !empty
                && exact.entrySet().stream().allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
                && requirements.stream().allMatch(requirement -> matches(requirement, labels));
    }

    private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
        if (requirement.getKey() == null) {
            return false;
        }
        Optional<String> value = Optional.ofNullable(labels.get(requirement.getKey()));
        List<String> values = Objects.requireNonNullElse(requirement.getValues(), List.of());
        return switch (Objects.requireNonNullElse(requirement.getOperator(), "")) {
            case "In" -> value.filter(values::contains).isPresent();
            case "NotIn" -> !values.isEmpty() && value.filter(values::contains).isEmpty();
            case "Exists" -> value.isPresent();
            case "DoesNotExist" -> value.isEmpty();
            default -> false;
        };
    }
}
