package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.detect.ContainerChoice.Chosen;
import io.registryexporter.operator.fixture.Registries;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which container is the registry: as the user says, else by image, environment, port, and never simply the first. */
class RegistryContainerTest {

    @Test
    void the_container_that_the_user_names_wins_over_every_clue() {
        Registries pod =
                Registries.deployment().container("registry", "registry:2").container("mine", "example.org/unknown:1");
        assertThat(chosen(pod, "mine")).isEqualTo("mine by spec.registry.container");
    }

    @Test
    void a_name_that_no_container_has_is_refused_with_the_names_that_there_are() {
        Registries pod = Registries.deployment().container("web", "nginx:1").container("registry", "registry:2");
        assertRefused(
                pod,
                "regsitry",
                Reason.NO_REGISTRY_CONTAINER,
                "spec.registry.container is regsitry, but the containers are web, registry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry",
                "registry:2",
                "registry:3.0.0",
                "registry@sha256:0123456789abcdef",
                "library/registry:2",
                "docker.io/library/registry:2.8.3@sha256:0123456789abcdef",
                "localhost:5000/registry",
                "localhost:5000/mirror/registry:2",
                "ghcr.io/distribution/distribution:3",
                "example.org/docker-registry"
            })
    void an_image_of_a_registry_is_a_clue(String image) {
        Registries pod = Registries.deployment().container("web", "nginx:1").container("store", image);
        assertThat(chosen(pod, "")).isEqualTo("store by its image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example.org/nginx:1",
                "registry.example.org:5000/web",
                "registry/nginx",
                "nginx:registry",
                "nginx@sha256:registry",
                "joxit/docker-registry-ui:2",
                "registry-proxy:2",
                ""
            })
    void a_registry_elsewhere_in_the_name_of_an_image_is_no_clue(String image) {
        assertRefused(
                Registries.deployment().container("web", image),
                "",
                Reason.NO_REGISTRY_CONTAINER,
                "none of the containers (web)");
    }

    @Test
    void an_only_container_without_a_clue_is_not_taken() {
        assertRefused(
                Registries.deployment().container("app", "example.org/app:1"),
                "",
                Reason.NO_REGISTRY_CONTAINER,
                "name the registry's in spec.registry.container");
    }

    @Test
    void a_registry_variable_is_a_clue_where_no_image_is() {
        Registries pod = Registries.deployment()
                .container("web", "nginx:1")
                .port(5000)
                .container("store", "example.org/mirror:1")
                .env("REGISTRY_HTTP_SECRET", "x");
        assertThat(chosen(pod, "")).isEqualTo("store by its REGISTRY_* environment");
    }

    @Test
    void port_5000_is_the_last_clue() {
        Registries pod = Registries.deployment()
                .container("web", "nginx:1")
                .port(80)
                .container("store", "example.org/mirror:1")
                .port(5000);
        assertThat(chosen(pod, "")).isEqualTo("store by its port 5000");
    }

    @Test
    void of_two_registry_images_the_further_clues_decide() {
        Registries pod = Registries.deployment()
                .container("cache", "registry:2")
                .container("store", "registry:2")
                .port(5000);
        assertThat(chosen(pod, "")).isEqualTo("store by its image");
    }

    @Test
    void of_two_alike_registries_neither_is_taken() {
        Registries pod = Registries.deployment()
                .container("one", "registry:2")
                .port(5000)
                .container("two", "registry:3")
                .port(5000);
        assertRefused(
                pod,
                "",
                Reason.AMBIGUOUS_REGISTRY_CONTAINER,
                "several containers (one, two) look like a registry by its image; name one in spec.registry.container");
    }

    @Test
    void the_exporter_is_never_the_registry() {
        Registries pod = Registries.deployment()
                .container("registry-exporter", "registry:2")
                .env("REGISTRY_STORAGE", "filesystem")
                .port(5000);
        assertRefused(pod, "registry-exporter", Reason.NO_REGISTRY_CONTAINER, "the containers are ");
        assertRefused(pod, "", Reason.NO_REGISTRY_CONTAINER, "none of the containers ()");
    }

    @Test
    void containers_without_image_names_of_variables_or_ports_are_passed_over() {
        Registries pod = Registries.deployment()
                .container(new Container())
                .env(null, null)
                .port(null)
                .container("registry", "registry:2");
        assertThat(chosen(pod, "")).isEqualTo("registry by its image");
    }

    @Test
    void variables_without_a_name_hide_no_clue() {
        Registries pod = Registries.deployment()
                .container("store", "example.org/mirror:1")
                .env(null, "x")
                .env("REGISTRY_HTTP_SECRET", null);
        assertThat(chosen(pod, "")).isEqualTo("store by its REGISTRY_* environment");
    }

    @Test
    void init_containers_are_no_registries() {
        Registries pod =
                Registries.deployment().nativeSidecar("init", "registry:2").container("app", "example.org/app:1");
        assertRefused(pod, "", Reason.NO_REGISTRY_CONTAINER, "(app)");
    }

    private static String chosen(Registries pod, String named) {
        Chosen chosen = (Chosen) choose(pod, named);
        return chosen.container().getName() + " by " + chosen.how();
    }

    private static void assertRefused(Registries pod, String named, Reason reason, String message) {
        Obstacle refusal = (Obstacle) choose(pod, named);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.message()).contains(message);
    }

    private static ContainerChoice choose(Registries pod, String named) {
        return RegistryContainer.choose(
                pod.pod().getContainers(), Optional.of(named).filter(name -> !name.isEmpty()));
    }
}
