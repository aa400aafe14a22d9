package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
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
        assertFound(of("registry:3"), "registry-config", "config.yml");
        assertFound(of("registry"), "registry-config", "config.yml");
    }

    @Test
    void version_3_reads_no_file_of_version_2() {
        Registries registry = Registries.deployment()
                .container("registry", "registry:3.0.0")
                .mount("storage", "/var/lib/registry")
                .pvc("storage")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        assertThat(Detecting.in(registry)
                        .configMap("registry-config", "config.yml", YAML)
                        .found()
                        .how())
                .contains("the default of the registry's images");
    }

    private static Registries of(String image) {
        return Registries.deployment()
                .container("registry", image)
                .mount("storage", "/data")
                .pvc("storage")
                .mount("config", "/etc/distribution")
                .configMap("config", "registry-config");
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

    @Test
    void a_file_from_a_secret_is_not_known() {
        assertUnknown(
                Registries.usual().mount("config", "/etc/docker/registry").secret("config", "registry-config"),
                "its configuration /etc/docker/registry/config.yml comes from Secret registry-config, and the operator"
                        + " reads none");
    }

    @Test
    void a_secret_without_the_file_says_nothing() {
        Registries registry =
                Registries.usual().mount("auth", "/etc/docker/registry").secret("auth", "users", "users=htpasswd");
        assertThat(Detecting.in(registry).found().how()).contains("the default of the registry's images");
    }

    @Test
    void a_file_that_another_container_may_write_is_not_known() {
        Registries registry = Registries.deployment()
                .initContainer(new ContainerBuilder()
                        .withName("configure")
                        .withImage("busybox")
                        .build())
                .mount("config", "/rendered")
                .container("registry", "registry:2.8.3")
                .mount("storage", "/var/lib/registry")
                .pvc("storage")
                .mount("config", "/etc/docker/registry")
                .emptyDir("config");
        assertUnknown(registry, "comes from emptyDir config, which container configure may write");
    }

    @Test
    void a_file_on_a_claim_is_not_known() {
        assertUnknown(
                Registries.usual().mount("config", "/etc/docker/registry").pvc("config"), "comes from volume config");
    }

    @Test
    void a_file_of_a_csi_driver_is_not_known() {
        Registries registry = Registries.usual()
                .mount("config", "/etc/docker/registry")
                .volume(new VolumeBuilder()
                        .withName("config")
                        .withNewCsi()
                        .withDriver("secrets-store.csi.k8s.io")
                        .endCsi()
                        .build());
        assertUnknown(registry, "comes from volume config of CSI driver secrets-store.csi.k8s.io");
    }

    @Test
    void a_file_that_a_sub_path_of_variables_names_is_not_known() {
        Registries registry = Registries.usual()
                .mount(new VolumeMountBuilder()
                        .withName("config")
                        .withMountPath("/etc/docker/registry/config.yml")
                        .withSubPathExpr("$(ENVIRONMENT).yml")
                        .build())
                .configMap("config", "registry-config");
        assertUnknown(registry, "comes from volume config by a subPathExpr");
    }

    @Test
    void with_the_users_path_a_file_that_is_not_known_keeps_nothing_out_and_the_message_says_so() {
        Registries registry =
                Registries.usual().mount("config", "/etc/docker/registry").secret("config", "registry-config");
        assertThat(Detecting.in(registry).wanted("/var/lib/registry").found().how())
                .endsWith("storage by spec.registry.storagePath alone, because its configuration"
                        + " /etc/docker/registry/config.yml comes from Secret registry-config, and the operator reads"
                        + " none");
    }

    @Test
    void the_path_in_the_environment_wins_over_a_file_that_is_not_known() {
        Registries registry = Registries.usual()
                .env("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", "/var/lib/registry/images")
                .mount("config", "/etc/docker/registry")
                .secret("config", "registry-config");
        assertThat(Detecting.in(registry).found().path()).isEqualTo("/var/lib/registry/images/docker/registry/v2");
    }

    @Test
    void harbor_reads_a_path_of_its_own_without_arguments() {
        Registries registry = Registries.deployment()
                .container("registry", "goharbor/registry-photon:v2.13.0")
                .mount("storage", "/data")
                .pvc("storage")
                .mount("config", "/etc/registry/config.yml", "config.yml")
                .configMap("config", "registry-config");
        assertFound(registry, "registry-config", "config.yml");
    }

    @Test
    void harbor_without_a_file_has_no_default() {
        Registries registry = Registries.deployment()
                .container("registry", "goharbor/registry-photon:v2.13.0")
                .mount("storage", "/storage")
                .pvc("storage");
        assertUnknown(registry, "no volume holds its configuration, and Harbor's image has none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry serve /conf/registry.yml",
                "exec /bin/registry serve '/conf/registry.yml'",
                "set -e\nupdate-ca-certificates\nexec registry serve \"/conf/registry.yml\"",
                "update-ca-certificates && registry serve /conf/registry.yml",
                "# the registry\nregistry serve \\\n  /conf/registry.yml"
            })
    void a_script_of_literal_words_names_the_file(String script) {
        Registries registry = registry()
                .command("/bin/sh", "-ec", script)
                .mount("config", "/conf")
                .configMap("config", "registry-config");
        assertFound(registry, "registry-config", "registry.yml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry serve $CONFIG",
                "registry serve \"${CONFIG:-/conf/registry.yml}\"",
                "registry serve $(cat /path)",
                "sed -i s,a,b, /conf/registry.yml; registry serve /conf/registry.yml",
                "envsubst < /conf/registry.yml > /tmp/registry.yml; registry serve /tmp/registry.yml",
                "REGISTRY_HTTP_ADDR=:80 registry serve /conf/registry.yml",
                "export REGISTRY_STORAGE=s3; registry serve /conf/registry.yml",
                "/scripts/start.sh",
                "registry serve '/conf/registry.yml"
            })
    void a_script_that_is_not_understood_is_not_guessed_at(String script) {
        Registries registry =
                registry().command("sh", "-c", script).mount("config", "/conf").configMap("config", "registry-config");
        assertUnknown(registry, "its command");
    }

    @Test
    void a_script_that_sets_variables_wins_over_the_environment() {
        Registries registry = registry()
                .command("sh", "-c", "export REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=/other; registry serve /c.yml")
                .env("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", "/data");
        assertUnknown(registry, "its command sets variables of the registry");
    }

    @Test
    void a_program_that_is_not_known_reads_a_file_that_is_not_known() {
        assertUnknown(
                Registries.usual().command("/scripts/start"),
                "its command is not understood, so that its configuration is not known: /scripts/start");
    }

    @Test
    void a_file_that_a_variable_names_is_not_known() {
        assertUnknown(Registries.usual().args("serve", "$(CONFIG)"), "its command is not understood");
        assertUnknown(
                Registries.usual().envFromSecretKey("REGISTRY_CONFIGURATION_PATH", "settings", "path"),
                "the value of REGISTRY_CONFIGURATION_PATH comes from a Secret");
        assertUnknown(Registries.usual().args("serve", "config.yml"), "relative to a directory of its image");
    }

    private static void assertUnknown(Registries registry, String message) {
        Detecting.in(registry).assertRefused(Reason.STORAGE_UNKNOWN, message, "spec.registry.storagePath");
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
