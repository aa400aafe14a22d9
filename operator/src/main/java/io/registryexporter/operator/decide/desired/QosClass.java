package io.registryexporter.operator.decide.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.registryexporter.operator.api.Names;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the exporter costs a pod its QoS class Guaranteed, which protects the pod if a node runs out of memory. */
public final class QosClass {
    private static final List<String> COUNTED = List.of("cpu", "memory");

    private QosClass() {}

    /** What to do to keep the class; empty if the pod does not lose it. */
    public static Optional<String> warning(PodSpec pod, Container exporter) {
        boolean ofPod = pod.getResources() != null && !pod.getResources().equals(new ResourceRequirements());
        boolean loses = !ofPod && containers(pod).allMatch(QosClass::isGuaranteed) && !isGuaranteed(exporter);
        return loses
                ? Optional.of("with the exporter the pod is no longer of QoS class Guaranteed: set"
                        + " spec.exporter.resources with equal requests and limits of cpu and memory")
                : Optional.empty();
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.of(pod.getContainers(), pod.getInitContainers())
                .map(list -> Objects.requireNonNullElse(list, List.<Container>of()))
                .flatMap(List::stream)
                .filter(container -> !Names.CONTAINER.equals(container.getName()));
    }

    /** A missing request equals the limit. */
    private static boolean isGuaranteed(Container container) {
        ResourceRequirements resources =
                Optional.ofNullable(container.getResources()).orElseGet(ResourceRequirements::new);
        return COUNTED.stream().allMatch(resource -> {
            Optional<BigDecimal> limit = amount(resources.getLimits(), resource);
            Optional<BigDecimal> request =
                    amount(resources.getRequests(), resource).or(() -> limit);
            return limit.isPresent() && request.get().compareTo(limit.get()) == 0;
        });
    }

    private static Optional<BigDecimal> amount(Map<String, Quantity> amounts, String resource) {
        return Optional.ofNullable(amounts)
                .map(known -> known.get(resource))
                .map(Quantity::getNumericalAmount)
                .filter(amount -> amount.signum() > 0);
    }
}
