package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Resources of a container or a pod, with the defaults that the API server sets.
 *
 * @param requests by resource
 * @param limits by resource
 */
record Amounts(Map<String, BigDecimal> requests, Map<String, BigDecimal> limits) {

    Amounts {
        requests = Map.copyOf(requests);
        limits = Map.copyOf(limits);
    }

    static Amounts none() {
        return new Amounts(Map.of(), Map.of());
    }

    /** A missing request equals the limit; a LimitRange has defaults for both. */
    static Amounts of(Container container, List<LimitRange> ranges) {
        ResourceRequirements given =
                Optional.ofNullable(container.getResources()).orElseGet(ResourceRequirements::new);
        Map<String, BigDecimal> limits = new HashMap<>(numbers(given.getLimits()));
        Map<String, BigDecimal> requests = new HashMap<>(limits);
        requests.putAll(numbers(given.getRequests()));
        items(ranges, "Container").forEach(item -> {
            numbers(item.getDefault()).forEach(limits::putIfAbsent);
            numbers(item.getDefaultRequest()).forEach(requests::putIfAbsent);
        });
        return new Amounts(requests, limits);
    }

    /** The sum of all containers, or the largest init container if that is more, plus the overhead of the runtime. */
    static Amounts of(PodSpec pod, List<LimitRange> ranges) {
        List<Container> init = Objects.requireNonNullElse(pod.getInitContainers(), List.of());
        Amounts running = pod.getContainers().stream()
                .map(container -> of(container, ranges))
                .reduce(none(), Amounts::plus);
        Amounts sidecars = init.stream()
                .filter(Amounts::isSidecar)
                .map(container -> of(container, ranges))
                .reduce(none(), Amounts::plus);
        Amounts largest = init.stream()
                .filter(container -> !isSidecar(container))
                .map(container -> of(container, ranges))
                .reduce(none(), (one, other) -> one.with(other, BigDecimal::max));
        Map<String, BigDecimal> overhead = numbers(pod.getOverhead());
        return running.plus(sidecars).with(largest, BigDecimal::max).plus(new Amounts(overhead, overhead));
    }

    private static boolean isSidecar(Container container) {
        return "Always".equals(container.getRestartPolicy());
    }

    static List<LimitRangeItem> items(List<LimitRange> ranges, String type) {
        return ranges.stream()
                .flatMap(range -> range.getSpec().getLimits().stream())
                .filter(item -> type.equals(item.getType()))
                .toList();
    }

    static Map<String, BigDecimal> numbers(Map<String, Quantity> quantities) {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        Objects.requireNonNullElse(quantities, Map.<String, Quantity>of())
                .forEach((resource, quantity) -> numbers.put(resource, quantity.getNumericalAmount()));
        return numbers;
    }

    /** The amount for a message, in bytes or cores. */
    static String text(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    Amounts plus(Amounts other) {
        return with(other, BigDecimal::add);
    }

    Amounts minus(Amounts other) {
        return plus(other.times(-1));
    }

    Amounts times(int count) {
        return new Amounts(times(requests, count), times(limits, count));
    }

    private static Map<String, BigDecimal> times(Map<String, BigDecimal> amounts, int count) {
        Map<String, BigDecimal> products = new HashMap<>();
        amounts.forEach((resource, amount) -> products.put(resource, amount.multiply(BigDecimal.valueOf(count))));
        return products;
    }

    private Amounts with(Amounts other, BinaryOperator<BigDecimal> operator) {
        return new Amounts(with(requests, other.requests, operator), with(limits, other.limits, operator));
    }

    private static Map<String, BigDecimal> with(
            Map<String, BigDecimal> one, Map<String, BigDecimal> other, BinaryOperator<BigDecimal> operator) {
        Map<String, BigDecimal> both = new HashMap<>(one);
        other.forEach((resource, amount) -> both.merge(resource, amount, operator));
        return both;
    }
}
