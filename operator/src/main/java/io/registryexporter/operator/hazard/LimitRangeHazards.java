package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.workload.Workload;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a LimitRange of the namespace rejects the exporter's container or its pod. */
final class LimitRangeHazards {
    private LimitRangeHazards() {}

    static Optional<Hazard> of(Workload workload, Container exporter, List<LimitRange> ranges) {
        Amounts container = Amounts.of(exporter, ranges);
        Amounts before =
                workload.exporter().map(live -> Amounts.of(live, ranges)).orElseGet(Amounts::none);
        Amounts pod =
                Amounts.of(workload.template().getSpec(), ranges).minus(before).plus(container);
        return ranges.stream()
                .flatMap(range -> Stream.concat(
                        violations(range, "Container", "container " + Names.CONTAINER, container),
                        violations(range, "Pod", "the pod with it", pod)))
                .findFirst();
    }

    private static Stream<Hazard> violations(LimitRange range, String type, String who, Amounts amounts) {
        return Amounts.items(List.of(range), type).stream()
                .flatMap(item -> violations(item, amounts))
                .map(what -> new Hazard(
                        Reason.EXCEEDS_LIMIT_RANGE,
                        "LimitRange " + range.getMetadata().getName() + " rejects " + who + ": " + what
                                + "; nothing was written. Set spec.exporter.resources"));
    }

    private static Stream<String> violations(LimitRangeItem item, Amounts amounts) {
        return Stream.of(
                        beyond(amounts.limits(), Amounts.numbers(item.getMax()), "limit", "max", sign -> sign > 0),
                        beyond(amounts.requests(), Amounts.numbers(item.getMax()), "request", "max", sign -> sign > 0),
                        beyond(amounts.requests(), Amounts.numbers(item.getMin()), "request", "min", sign -> sign < 0),
                        beyond(
                                ratios(amounts),
                                Amounts.numbers(item.getMaxLimitRequestRatio()),
                                "limit by request",
                                "maxLimitRequestRatio",
                                sign -> sign > 0))
                .flatMap(violations -> violations);
    }

    private static Stream<String> beyond(
            Map<String, BigDecimal> amounts,
            Map<String, BigDecimal> bounds,
            String what,
            String bound,
            IntPredicate wrong) {
        return bounds.keySet().stream()
                .filter(amounts::containsKey)
                .filter(resource -> wrong.test(amounts.get(resource).compareTo(bounds.get(resource))))
                .map(resource -> resource + " " + what + " " + Amounts.text(amounts.get(resource)) + ", " + bound + " "
                        + Amounts.text(bounds.get(resource)));
    }

    private static Map<String, BigDecimal> ratios(Amounts amounts) {
        return amounts.limits().entrySet().stream()
                .filter(limit -> amounts.requests()
                                .getOrDefault(limit.getKey(), BigDecimal.ZERO)
                                .signum()
                        > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        limit -> limit.getValue()
                                .divide(amounts.requests().get(limit.getKey()), MathContext.DECIMAL64)));
    }
}
