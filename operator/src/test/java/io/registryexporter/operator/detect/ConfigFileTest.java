package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.fixture.Registries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry's config.yml, wherever a ConfigMap brings it into the container. */
class ConfigFileTest {
    private static final String YAML = """
            version: 0.1
            storage:
              cache:
                blobdescriptor: inmemory
              filesystem:
                rootdirectory: /data/registry
              delete:
                enabled: true
            http:
              addr: :5000
            """;

    @Test
    void a_config_map_mounted_as_a_directory() {
        Registries registry = registry().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        assertFound(registry, "registry-config", "config.yml");
    }

    @Test
    void a_config_map_mounted_as_a_file() {
        Registries registry = registry()
                .mount("config", "/etc/docker/registry/config.yml", "config.yml")
                .configMap("config", "registry-config");
        assertFound(registry, "registry-config", "config.yml");
    }

    @Test
    void a_file_of_another_key() {
        Registries registry = registry()
                .mount("config", "/etc/docker/registry/config.yml", "registry.yaml")
                .configMap("config", "registry-config");
        assertFound(registry, "registry-config", "registry.yaml");
    }

    @Test
    void a_key_that_is_mounted_by_another_name() {
        Registries registry = registry()
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config", "users=htpasswd", "the-registry=config.yml");
        assertFound(registry, "registry-config", "the-registry");
    }

    @Test
    void a_key_that_is_mounted_below_a_directory() {
        Registries registry = registry()
                .mount("config", "/etc/docker")
                .configMap("config", "registry-config", "the-registry=registry/config.yml");
        assertFound(registry, "registry-config", "the-registry");
    }

    @Test
    void a_config_map_in_a_projected_volume() {
        Registries registry = registry().mount("config", "/etc/docker/registry").projected("config", "registry-config");
        assertFound(registry, "registry-config", "config.yml");
    }

    @Test
    void a_key_in_a_projected_volume() {
        Registries registry = registry()
                .mount("config", "/etc/docker/registry")
                .projected("config", "registry-config", "the-registry=config.yml");
        assertFound(registry, "registry-config", "the-registry");
    }

    @Test
    void the_path_of_version_3() {
        Registries registry = registry().mount("config", "/etc/distribution").configMap("config", "registry-config");
        assertFound(registry, "registry-config", "config.yml");
    }

    @Test
    void another_path_by_the_arguments() {
        Registries registry = registry()
                .args("serve", "/conf/registry.yaml")
                .mount("config", "/conf")
                .configMap("config", "registry-config");
        assertFound(registry, "registry-config", "registry.yaml");
    }

    @Test
    void another_path_by_the_command() {
        Registries registry = registry()
                .command("/bin/registry", "serve", "/conf/registry.yml")
                .mount("config", "/conf")
                .configMap("config", "registry-config");
        assertFound(registry, "registry-config", "registry.yml");
    }

    @Test
    void another_path_by_the_environment() {
        Registries registry = registry()
                .env("REGISTRY_CONFIGURATION_PATH", "/conf/registry.yml")
                .mount("config", "/conf")
                .configMap("config", "registry-config");
        assertFound(registry, "registry-config", "registry.yml");
    }

    @Test
    void an_argument_wins_over_the_environment() {
        Registries registry = registry()
                .args("serve", "/conf/args.yml")
                .env("REGISTRY_CONFIGURATION_PATH", "/conf/env.yml")
                .mount("config", "/conf")
                .configMap("config", "registry-config");
        assertFound(registry, "registry-config", "args.yml");
    }

    @Test
    void a_config_map_of_another_container_says_nothing() {
        Registries registry = Registries.usual()
                .container("proxy", "nginx:1")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        assertThat(Detecting.in(registry).needed()).isEmpty();
    }

    @Test
    void a_config_map_without_the_file_says_nothing() {
        Registries registry = Registries.usual()
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config", "users=htpasswd");
        assertThat(Detecting.in(registry).found().how()).contains("the default of the registry's images");
    }

    @Test
    void a_config_map_mounted_far_above_has_no_such_key() {
        Registries registry = Registries.usual().mount("config", "/etc").configMap("config", "other");
        assertThat(Detecting.in(registry).found().how()).contains("the default of the registry's images");
    }

    @Test
    void a_configuration_with_s3_has_no_files() {
        Registries registry = registry().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        Detecting.in(registry)
                .configMap("registry-config", "config.yml", "storage: {cache: {}, s3: {bucket: images}}")
                .assertRefused(
                        Reason.NOT_FILESYSTEM, "the registry stores in s3, by config.yml of ConfigMap registry-config");
    }

    @Test
    void a_driver_by_its_name_alone_is_read_too() {
        Registries registry = registry().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        Detecting.in(registry)
                .configMap("registry-config", "config.yml", "storage: inmemory")
                .assertRefused(Reason.NOT_FILESYSTEM, "stores in inmemory");
    }

    @Test
    void the_driver_of_the_environment_replaces_all_that_the_file_says_of_the_storage() {
        Registries registry = Registries.usual()
                .env("REGISTRY_STORAGE", "filesystem")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        assertThat(Detecting.in(registry)
                        .configMap("registry-config", "config.yml", YAML)
                        .found()
                        .path())
                .isEqualTo("/var/lib/registry/docker/registry/v2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage: {filesystem: {rootdirectory: ''}}",
                "storage: {filesystem: {rootdirectory: }}",
                "storage: {filesystem: {rootdirectory: ~}}",
                "storage: {filesystem: }",
                "storage: filesystem",
                "storage: {}",
                "storage: ",
                "version: 0.1"
            })
    void a_configuration_without_a_path_leaves_the_default(String yaml) {
        Registries registry =
                Registries.usual().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        assertThat(Detecting.in(registry)
                        .configMap("registry-config", "config.yml", yaml)
                        .found()
                        .path())
                .isEqualTo("/var/lib/registry/docker/registry/v2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"storage: [", "", "just text", "- a\n- b", "\tstorage: x", "storage: \u0000", "{{ template }}"})
    void a_configuration_that_cannot_be_read_is_not_guessed_at(String yaml) {
        Registries registry =
                Registries.usual().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        Detecting.in(registry)
                .configMap("registry-config", "config.yml", yaml)
                .assertRefused(
                        Reason.STORAGE_UNKNOWN,
                        "config.yml of ConfigMap registry-config is not valid YAML",
                        "spec.registry.storagePath");
    }

    @Test
    void a_config_map_that_is_not_there_is_not_guessed_at() {
        Registries registry =
                Registries.usual().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        Detecting.in(registry)
                .unreadable("registry-config", "ConfigMap registry-config does not exist")
                .assertRefused(
                        Reason.STORAGE_UNKNOWN,
                        "its configuration /etc/docker/registry/config.yml cannot be read: "
                                + "ConfigMap registry-config does not exist");
    }

    @Test
    void a_config_map_without_the_key_is_not_guessed_at() {
        Registries registry = Registries.usual()
                .mount("config", "/etc/docker/registry/config.yml", "config.yml")
                .configMap("config", "registry-config");
        Detecting.in(registry)
                .configMap("registry-config", "other.yml", YAML)
                .assertRefused(Reason.STORAGE_UNKNOWN, "ConfigMap registry-config has no key config.yml");
    }

    @Test
    void a_volume_without_name_or_content_is_passed_over() {
        Registries registry = Registries.usual()
                .mount("config", "/etc/docker/registry")
                .volume(new VolumeBuilder().build())
                .volume(new VolumeBuilder()
                        .withName("config")
                        .withNewConfigMap()
                        .endConfigMap()
                        .build());
        assertThat(Detecting.in(registry).found().path()).isEqualTo("/var/lib/registry/docker/registry/v2");
    }

    private static Registries registry() {
        return Registries.deployment()
                .container("registry", "registry:2.8.3")
                .mount("storage", "/data")
                .pvc("storage");
    }

    private static void assertFound(Registries registry, String configMap, String key) {
        Detecting detecting = Detecting.in(registry).configMap(configMap, key, YAML);
        assertThat(detecting.found().path()).isEqualTo("/data/registry/docker/registry/v2");
        assertThat(detecting.found().how()).endsWith("storage by " + key + " of ConfigMap " + configMap);
    }
}
