package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.registryexporter.operator.api.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which field managers own the exporter's container, by {@code metadata.managedFields}.
 *
 * @param applied whether the operator has applied any field
 * @param operator whether the operator owns fields of the container
 * @param others other managers that own fields of the container
 */
public record ContainerOwners(boolean applied, boolean operator, Set<String> others) {
    static final List<String> PATH =
            List.of("f:spec", "f:template", "f:spec", "f:containers", "k:{\"name\":\"" + Names.CONTAINER + "\"}");

    public ContainerOwners {
        others = Set.copyOf(others);
    }

    static ContainerOwners of(List<ManagedFieldsEntry> entries) {
        List<ManagedFieldsEntry> owning = Objects.requireNonNullElse(entries, List.<ManagedFieldsEntry>of()).stream()
                .filter(entry ->
                        Objects.requireNonNullElse(entry.getSubresource(), "").isEmpty())
                .filter(ContainerOwners::reaches)
                .toList();
        return new ContainerOwners(
                Objects.requireNonNullElse(entries, List.<ManagedFieldsEntry>of()).stream()
                        .anyMatch(ContainerOwners::isOperator),
                owning.stream().anyMatch(ContainerOwners::isOperator),
                owning.stream()
                        .filter(entry -> !isOperator(entry))
                        .map(entry -> Objects.requireNonNullElse(entry.getManager(), "a manager without a name"))
                        .collect(Collectors.toSet()));
    }

    private static boolean isOperator(ManagedFieldsEntry entry) {
        return Names.FIELD_MANAGER.equals(entry.getManager()) && "Apply".equals(entry.getOperation());
    }

    private static boolean reaches(ManagedFieldsEntry entry) {
        Optional<Object> node = Optional.ofNullable(entry.getFieldsV1()).map(FieldsV1::getAdditionalProperties);
        for (String step : PATH) {
            node = node.filter(Map.class::isInstance).map(fields -> ((Map<?, ?>) fields).get(step));
        }
        return node.isPresent();
    }
}
