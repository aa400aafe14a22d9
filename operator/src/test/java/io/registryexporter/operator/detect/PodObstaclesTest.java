package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.fixture.Registries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves no room for the operator's exporter. */
class PodObstaclesTest {
    private static final int PORT = 8080;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "someone/docker-registry-exporter:latest",
                "ghcr.io/registry-exporter/exporter:1.0.0",
                "localhost:5000/registry-exporter@sha256:0123"
            })
    void an_exporter_put_there_by_hand_is_known_by_its_image(String image) {
        Registries pod = Registries.usual().container("metrics", image);
        assertThat(PodObstacles.exporterByHand(pod.pod(), false))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.message())
                                .startsWith(
                                        "container metrics is an exporter that was added by hand; the operator does not change it"));
    }

    @Test
    void an_exporter_put_there_by_hand_is_known_by_its_name() {
        Registries pod = Registries.usual().container("registry-exporter", "example.org/metrics:1");
        assertThat(PodObstacles.exporterByHand(pod.pod(), false))
                .map(Obstacle::reason)
                .contains(Reason.ALREADY_PRESENT);
    }

    @Test
    void an_exporter_as_a_native_sidecar_counts() {
        Registries pod = Registries.usual().nativeSidecar("metrics", "someone/docker-registry-exporter:1");
        assertThat(PodObstacles.exporterByHand(pod.pod(), false)).isPresent();
    }

    @Test
    void an_init_container_that_ends_is_no_exporter() {
        Registries pod = Registries.usual()
                .initContainer(new ContainerBuilder()
                        .withName("once")
                        .withImage("someone/docker-registry-exporter:1")
                        .build());
        assertThat(PodObstacles.exporterByHand(pod.pod(), false)).isEmpty();
    }

    @Test
    void the_operators_own_container_is_not_by_hand() {
        Registries pod = Registries.usual().container("registry-exporter", "ghcr.io/registry-exporter/exporter:1.0.0");
        assertThat(PodObstacles.exporterByHand(pod.pod(), true)).isEmpty();
    }

    @Test
    void a_second_exporter_beside_the_operators_own_is_by_hand() {
        Registries pod = Registries.usual()
                .container("registry-exporter", "ghcr.io/registry-exporter/exporter:1.0.0")
                .container("mine", "someone/docker-registry-exporter:1");
        assertThat(PodObstacles.exporterByHand(pod.pod(), true))
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).startsWith("container mine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry:2", "nginx", "registry-exporter.example.org/nginx:1", "exporter:1"})
    void other_containers_are_no_exporters(String image) {
        Registries pod = Registries.deployment().container("other", image);
        assertThat(PodObstacles.exporterByHand(pod.pod(), false)).isEmpty();
    }

    @Test
    void a_port_that_another_container_declares_is_in_use() {
        Registries pod = Registries.usual().container("proxy", "nginx:1").port(PORT);
        assertThat(PodObstacles.portInUse(pod.pod(), PORT))
                .contains(new Obstacle(
                        Reason.PORT_IN_USE, "container proxy uses port 8080; choose another in spec.exporter.port"));
    }

    @Test
    void a_port_of_a_native_sidecar_is_in_use() {
        Registries pod = Registries.usual().nativeSidecar("proxy", "nginx:1").port(PORT);
        assertThat(PodObstacles.portInUse(pod.pod(), PORT)).isPresent();
    }

    @Test
    void a_port_of_an_init_container_that_ends_is_free() {
        Registries pod = Registries.usual()
                .initContainer(new ContainerBuilder().withName("once").build())
                .port(PORT);
        assertThat(PodObstacles.portInUse(pod.pod(), PORT)).isEmpty();
    }

    @Test
    void the_exporters_own_port_is_not_in_its_way() {
        Registries pod = Registries.usual().container("registry-exporter", "x").port(PORT);
        assertThat(PodObstacles.portInUse(pod.pod(), PORT)).isEmpty();
    }

    @Test
    void what_is_not_said_is_no_obstacle() {
        Registries pod = Registries.deployment()
                .container(new Container())
                .port(null)
                .env(null, null)
                .env("REGISTRY_HTTP_ADDR", null);
        assertThat(PodObstacles.exporterByHand(pod.pod(), false)).isEmpty();
        assertThat(PodObstacles.portInUse(pod.pod(), PORT)).isEmpty();
    }
}
