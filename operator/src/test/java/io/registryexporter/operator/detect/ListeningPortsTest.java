package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.fixture.Registries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ports a registry has without declaring them. */
class ListeningPortsTest {

    @Test
    void a_registry_that_says_nothing_listens_on_5000() {
        assertThat(Detecting.in(Registries.usual()).found().ports()).containsExactly(5000);
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRY_HTTP_ADDR, :8080, 8080",
        "REGISTRY_HTTP_ADDR, 0.0.0.0:8080, 8080",
        "REGISTRY_HTTP_ADDR, '[::1]:8080', 8080",
        "REGISTRY_HTTP_ADDR, nowhere, 5000",
        "REGISTRY_HTTP_HOST, http://localhost:8080, 5000"
    })
    void its_environment_names_the_port(String variable, String value, int port) {
        assertThat(Detecting.in(Registries.usual().env(variable, value)).found().ports())
                .containsExactly(port);
    }

    @Test
    void a_debug_address_alone_leaves_5000_to_the_images() {
        assertThat(Detecting.in(Registries.usual().env("REGISTRY_HTTP_DEBUG_ADDR", "localhost:8080"))
                        .found()
                        .ports())
                .containsExactlyInAnyOrder(8080, 5000);
    }

    @Test
    void an_address_that_cannot_be_read_is_taken_for_5000() {
        assertThat(Detecting.in(Registries.usual().envFromSecretKey("REGISTRY_HTTP_ADDR", "settings", "addr"))
                        .found()
                        .ports())
                .containsExactly(5000);
    }

    @Test
    void its_configuration_names_the_port_even_if_the_user_gave_the_path() {
        Registries registry =
                Registries.usual().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        assertThat(Detecting.in(registry)
                        .wanted("/var/lib/registry")
                        .configMap("registry-config", "config.yml", "http: {addr: ':8080'}")
                        .found()
                        .ports())
                .containsExactly(8080);
    }

    @Test
    void a_variable_of_a_config_map_names_the_port_even_if_the_user_gave_the_path() {
        assertThat(Detecting.in(Registries.usual().envFromConfigMapKey("REGISTRY_HTTP_ADDR", "settings", "addr"))
                        .wanted("/var/lib/registry")
                        .configMap("settings", "addr", ":8080")
                        .found()
                        .ports())
                .containsExactly(8080);
    }

    @Test
    void its_configuration_names_the_port() {
        Registries registry =
                Registries.usual().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        assertThat(Detecting.in(registry)
                        .configMap(
                                "registry-config",
                                "config.yml",
                                "http: {addr: ':8080', debug: {addr: 'localhost:5001'}}\nstorage: {filesystem: {}}")
                        .found()
                        .ports())
                .containsExactlyInAnyOrder(8080, 5001);
    }

    @Test
    void harbor_listens_on_5443_where_its_configuration_says_so_and_never_gives_5000_or_5001_away() {
        Registries registry = Registries.deployment()
                .container("registry", "goharbor/registry-photon:v2.13.0")
                .mount("config", "/etc/registry/config.yml", "config.yml")
                .configMap("config", "harbor-registry")
                .mount("storage", "/storage")
                .pvc("storage");
        assertThat(Detecting.in(registry)
                        .configMap(
                                "harbor-registry",
                                "config.yml",
                                "storage: {filesystem: {rootdirectory: /storage}}\n"
                                        + "http: {addr: ':5443', debug: {addr: ':8001'}}")
                        .found()
                        .ports())
                .containsExactlyInAnyOrder(5000, 5001, 5443, 8001);
    }
}
