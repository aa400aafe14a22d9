package io.registryexporter.operator.decide.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.registryexporter.operator.api.Names;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the exporter costs a pod its QoS class. */
class QosClassTest {
    private static final Map<String, Quantity> SMALL = amounts("100m", "128Mi");
    private static final Container DEFAULT =
            container(Names.CONTAINER, amounts("10m", "64Mi"), Map.of("memory", new Quantity("256Mi")));
    private static final Container EQUAL = container(Names.CONTAINER, amounts("0.1", "134217728"), SMALL);

    @Test
    void a_guaranteed_pod_is_one_no_longer_with_the_default_resources() {
        PodSpec pod = pod(container("registry", SMALL, SMALL));
        assertThat(QosClass.warning(pod, DEFAULT))
                .contains("with the exporter the pod is no longer of QoS class Guaranteed: set"
                        + " spec.exporter.resources with equal requests and limits of cpu and memory");
        assertThat(QosClass.warning(pod, EQUAL)).isEmpty();
    }

    @Test
    void limits_alone_are_requests_too() {
        assertThat(QosClass.warning(pod(container("registry", Map.of(), SMALL)), DEFAULT))
                .isPresent();
        assertThat(QosClass.warning(
                        pod(container("registry", SMALL, SMALL)), container(Names.CONTAINER, Map.of(), SMALL)))
                .isEmpty();
    }

    @Test
    void a_pod_of_another_class_keeps_it() {
        assertThat(QosClass.warning(pod(container("registry", Map.of(), Map.of())), DEFAULT))
                .isEmpty();
        assertThat(QosClass.warning(pod(container("registry", amounts("50m", "128Mi"), SMALL)), DEFAULT))
                .isEmpty();
        assertThat(QosClass.warning(
                        pod(container("registry", Map.of(), Map.of("memory", new Quantity("1Gi")))), DEFAULT))
                .isEmpty();
    }

    @Test
    void an_init_container_counts() {
        PodSpec pod = new PodSpecBuilder(pod(container("registry", SMALL, SMALL)))
                .withInitContainers(container("init", Map.of(), Map.of()))
                .build();
        assertThat(QosClass.warning(pod, DEFAULT)).isEmpty();
    }

    @Test
    void the_exporter_that_is_there_already_does_not_count_as_before() {
        assertThat(QosClass.warning(pod(container("registry", SMALL, SMALL), DEFAULT), DEFAULT))
                .isPresent();
    }

    @Test
    void resources_of_the_whole_pod_decide_alone() {
        PodSpec pod = new PodSpecBuilder(pod(container("registry", SMALL, SMALL)))
                .withNewResources()
                .withLimits(SMALL)
                .endResources()
                .build();
        assertThat(QosClass.warning(pod, DEFAULT)).isEmpty();
    }

    private static PodSpec pod(Container... containers) {
        return new PodSpecBuilder().withContainers(containers).build();
    }

    private static Container container(String name, Map<String, Quantity> requests, Map<String, Quantity> limits) {
        return new ContainerBuilder()
                .withName(name)
                .withNewResources()
                .withRequests(requests)
                .withLimits(limits)
                .endResources()
                .build();
    }

    private static Map<String, Quantity> amounts(String cpu, String memory) {
        return Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory));
    }
}
