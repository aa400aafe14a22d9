package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.fixture.Registries;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ladder to the storage: as the user says, else by the environment, else by config.yml, else the default. */
class StoragePathTest {
    private static final String ROOT = "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY";

    @Test
    void what_the_user_says_wins_over_every_other_path() {
        Registries registry = registry()
                .env(ROOT, "/elsewhere")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        assertFound(
                Detecting.in(registry)
                        .wanted("/data/registry")
                        .configMap("registry-config", "config.yml", "storage: {filesystem: {rootdirectory: /other}}"),
                "/data/registry",
                "spec.registry.storagePath");
    }

    @Test
    void a_path_of_the_users_makes_no_file_system_of_an_object_storage() {
        Detecting.in(registry().env("REGISTRY_STORAGE", "s3"))
                .wanted("/data")
                .assertRefused(Reason.NOT_FILESYSTEM, "the registry stores in s3, by its environment");
        Registries file = registry().mount("config", "/etc/docker/registry").configMap("config", "registry-config");
        Detecting.in(file)
                .wanted("/data")
                .configMap("registry-config", "config.yml", "storage: {s3: {bucket: images}}")
                .assertRefused(Reason.NOT_FILESYSTEM, "stores in s3, by config.yml of ConfigMap registry-config");
    }

    @Test
    void a_path_in_the_environment_makes_no_file_system_of_a_configuration_with_s3() {
        Registries registry = registry()
                .env(ROOT, "/data")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        Detecting.in(registry)
                .configMap("registry-config", "config.yml", "storage: {s3: {bucket: images}}")
                .assertRefused(Reason.NOT_FILESYSTEM, "a registry with two drivers does not start");
    }

    @Test
    void the_driver_of_the_environment_replaces_s3_of_the_file() {
        Registries registry = registry()
                .env("REGISTRY_STORAGE", "filesystem")
                .env(ROOT, "/data")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        assertFound(
                Detecting.in(registry).configMap("registry-config", "config.yml", "storage: {s3: {bucket: images}}"),
                "/data",
                "its variable " + ROOT);
    }

    @Test
    void all_keys_of_a_secret_as_variables_leave_the_storage_unknown_where_nothing_else_names_it() {
        Registries registry = Registries.usual().envFromSecret("settings", "");
        Detecting.in(registry)
                .assertRefused(
                        Reason.STORAGE_UNKNOWN,
                        "its environment comes from Secret settings, and the operator reads no Secret",
                        "spec.registry.storagePath");
        assertFound(
                Detecting.in(registry).wanted("/var/lib/registry"), "/var/lib/registry", "spec.registry.storagePath");
    }

    @Test
    void all_keys_of_a_secret_with_a_prefix_of_something_else_change_nothing() {
        assertFound(
                Detecting.in(Registries.usual().envFromSecret("settings", "REGISTRY_HTTP_")),
                "/var/lib/registry",
                "the default of the registry's images");
    }

    @Test
    void a_configuration_file_answers_beside_a_secret_and_the_message_has_the_doubt() {
        Registries registry = registry()
                .envFromSecret("settings", "")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        assertFound(
                Detecting.in(registry)
                        .configMap("registry-config", "config.yml", "storage: {filesystem: {rootdirectory: /data}}"),
                "/data",
                "config.yml of ConfigMap registry-config, unless Secret settings in its envFrom sets another, which the"
                        + " operator does not read");
    }

    @Test
    void a_variable_of_the_container_wins_over_all_keys_of_a_secret() {
        assertFound(
                Detecting.in(registry().envFromSecret("settings", "").env(ROOT, "/data")),
                "/data",
                "its variable " + ROOT);
    }

    @Test
    void without_a_word_about_it_the_storage_is_where_the_images_have_it() {
        assertFound(Detecting.in(Registries.usual()), "/var/lib/registry", "the default of the registry's images");
    }

    @Test
    void an_image_that_others_build_has_the_default_only_where_a_volume_is_there() {
        Registries other = Registries.deployment()
                .container("registry", "openshift/origin-docker-registry:v3.11")
                .mount("storage", "/registry")
                .pvc("storage");
        Detecting.in(other)
                .assertRefused(
                        Reason.STORAGE_UNKNOWN,
                        "the configuration in its image is not known, and no volume is mounted at /var/lib/registry");
        assertFound(
                Detecting.in(other.mount("more", "/var/lib/registry").pvc("more")),
                "/var/lib/registry",
                "the default of the registry's images");
    }

    @Test
    void the_variable_says_it() {
        assertFound(Detecting.in(registry().env(ROOT, "/data")), "/data", "its variable " + ROOT);
    }

    @Test
    void the_variable_wins_over_the_configuration_file() {
        Registries registry = registry()
                .env(ROOT, "/data/one")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        Detecting detecting = Detecting.in(registry)
                .configMap("registry-config", "config.yml", "storage: {filesystem: {rootdirectory: /data/two}}");
        assertFound(detecting, "/data/one", "its variable " + ROOT);
    }

    @Test
    void the_variable_comes_from_a_config_map() {
        Detecting detecting = Detecting.in(registry().envFromConfigMapKey(ROOT, "settings", "root"))
                .configMap("settings", "root", "/data");
        assertThat(detecting.needed()).containsExactly("settings");
        assertFound(detecting, "/data", "its variable " + ROOT);
    }

    @Test
    void the_variable_comes_from_all_keys_of_a_config_map() {
        Detecting detecting = Detecting.in(registry().envFrom("settings", "REGISTRY_"))
                .configMap("settings", "STORAGE_FILESYSTEM_ROOTDIRECTORY", "/data");
        assertFound(detecting, "/data", "its variable " + ROOT);
    }

    @Test
    void a_variable_wins_over_all_keys_of_a_config_map() {
        Detecting detecting = Detecting.in(registry().env(ROOT, "/data/one").envFrom("settings", ""))
                .configMap("settings", ROOT, "/data/two");
        assertFound(detecting, "/data/one", "its variable " + ROOT);
    }

    @Test
    void of_two_variables_of_a_name_the_last_one_counts() {
        assertFound(Detecting.in(registry().env(ROOT, "/other").env(ROOT, "/data")), "/data", "its variable " + ROOT);
    }

    @Test
    void a_variable_of_a_secret_is_not_known() {
        Detecting.in(registry().envFromSecretKey(ROOT, "settings", "root"))
                .assertRefused(
                        Reason.STORAGE_UNKNOWN,
                        "the value of " + ROOT + " comes from a Secret, and the operator reads none",
                        "say where the storage is in spec.registry.storagePath");
    }

    @Test
    void a_variable_made_of_other_variables_is_not_known() {
        Detecting.in(registry().env("DATA", "/data").env(ROOT, "$(DATA)/registry"))
                .assertRefused(Reason.STORAGE_UNKNOWN, "comes from other variables");
    }

    @Test
    void a_variable_of_a_field_of_the_pod_is_not_known() {
        Detecting.in(registry()
                        .env(new EnvVarBuilder()
                                .withName(ROOT)
                                .withNewValueFrom()
                                .withNewFieldRef("v1", "metadata.name")
                                .endValueFrom()
                                .build()))
                .assertRefused(Reason.STORAGE_UNKNOWN, "comes from a field of the pod");
    }

    @Test
    void a_variable_of_a_config_map_that_is_not_there_is_not_known() {
        Detecting.in(registry().envFromConfigMapKey(ROOT, "settings", "root"))
                .unreadable("settings", "ConfigMap settings does not exist")
                .assertRefused(Reason.STORAGE_UNKNOWN, "comes from ConfigMap settings does not exist");
    }

    @Test
    void a_variable_of_a_key_that_is_not_there_is_not_known() {
        Detecting.in(registry().envFromConfigMapKey(ROOT, "settings", "root"))
                .configMap("settings", "other", "x")
                .assertRefused(Reason.STORAGE_UNKNOWN, "ConfigMap settings, which has no key root");
    }

    @Test
    void where_all_keys_of_a_config_map_cannot_be_read_the_default_is_no_answer() {
        Detecting.in(registry().mount("storage", "/var/lib/registry").envFrom("settings", ""))
                .unreadable("settings", "the operator may not get ConfigMap settings")
                .assertRefused(Reason.STORAGE_UNKNOWN, "the operator may not get ConfigMap settings");
    }

    @Test
    void an_empty_variable_is_as_good_as_none() {
        assertFound(
                Detecting.in(Registries.usual().env(ROOT, "  ")),
                "/var/lib/registry",
                "the default of the registry's images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "S3", "gcs", "azure", "swift", "oss", "inmemory", "s3aws"})
    void a_driver_other_than_filesystem_has_no_files(String driver) {
        Detecting.in(registry().env("REGISTRY_STORAGE", driver))
                .assertRefused(Reason.NOT_FILESYSTEM, "the registry stores in " + driver.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRY_STORAGE_S3_BUCKET, s3",
        "REGISTRY_STORAGE_GCS_BUCKET, gcs",
        "REGISTRY_STORAGE_AZURE_CONTAINER, azure",
        "REGISTRY_STORAGE_SWIFT_AUTHURL, swift"
    })
    void variables_of_an_object_storage_say_that_there_are_no_files(String variable, String driver) {
        Detecting.in(registry().env(variable, "x"))
                .assertRefused(Reason.NOT_FILESYSTEM, "stores in " + driver + ", by its environment");
    }

    @Test
    void a_credential_of_a_secret_says_that_there_are_no_files() {
        Detecting.in(registry().envFromSecretKey("REGISTRY_STORAGE_S3_SECRETKEY", "s3", "key"))
                .assertRefused(Reason.NOT_FILESYSTEM, "stores in s3");
    }

    @Test
    void the_driver_filesystem_wins_over_variables_of_an_object_storage() {
        Registries registry = registry()
                .env("REGISTRY_STORAGE", "filesystem")
                .env("REGISTRY_STORAGE_S3_BUCKET", "left-over")
                .env(ROOT, "/data");
        assertFound(Detecting.in(registry), "/data", "its variable " + ROOT);
    }

    @Test
    void other_variables_of_the_storage_are_no_object_storage() {
        Registries registry = registry()
                .env("REGISTRY_STORAGE_DELETE_ENABLED", "true")
                .env("REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR", "inmemory")
                .env(ROOT, "/data");
        assertFound(Detecting.in(registry), "/data", "its variable " + ROOT);
    }

    @Test
    void a_driver_that_is_not_known_is_not_taken_for_the_file_system() {
        Detecting.in(Registries.usual().envFromSecretKey("REGISTRY_STORAGE", "settings", "driver"))
                .assertRefused(Reason.STORAGE_UNKNOWN, "the value of REGISTRY_STORAGE comes from a Secret");
    }

    @Test
    void variables_without_name_or_value_are_passed_over() {
        Registries registry = Registries.usual().env(null, "x").env(null, null).env("REGISTRY_STORAGE", null);
        assertFound(Detecting.in(registry), "/var/lib/registry", "the default of the registry's images");
    }

    @Test
    void with_a_path_of_the_users_config_maps_that_cannot_be_read_keep_nothing_out() {
        Registries registry = registry()
                .envFromConfigMapKey(ROOT, "settings", "root")
                .envFrom("more", "")
                .mount("config", "/etc/docker/registry")
                .configMap("config", "registry-config");
        Detecting detecting = Detecting.in(registry)
                .wanted("/data")
                .unreadable("settings", "the operator may not get ConfigMap settings")
                .unreadable("more", "the operator may not get ConfigMap more")
                .unreadable("registry-config", "ConfigMap registry-config does not exist");
        assertThat(detecting.needed()).containsExactlyInAnyOrder("settings", "more", "registry-config");
        assertFound(
                detecting,
                "/data",
                "spec.registry.storagePath alone, because the value of REGISTRY_STORAGE comes from the variables of a"
                        + " ConfigMap: the operator may not get ConfigMap more");
    }

    @Test
    void a_pod_with_a_token_says_that_the_exporter_needs_none() {
        assertThat(Detecting.in(Registries.usual()).found().hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("automountServiceAccountToken: false"));
        assertThat(Detecting.in(Registries.usual().withoutToken()).found().hint())
                .isEmpty();
    }

    private static Registries registry() {
        return Registries.deployment()
                .container("registry", "registry:2.8.3")
                .mount("storage", "/data")
                .pvc("storage");
    }

    private static void assertFound(Detecting detecting, String root, String how) {
        assertThat(detecting.found().path()).isEqualTo(root + "/docker/registry/v2");
        assertThat(detecting.found().how()).endsWith("storage by " + how);
    }
}
