package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.detect.ContainerChoice.Chosen;
import io.registryexporter.operator.fixture.Registries;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which container is the registry: as the user says, else by image, command, environment, and never simply the first. */
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
                "example.org/docker-registry",
                "cdkbot/registry-amd64:2.6",
                "budry/registry-arm",
                "example.org/registry-arm64v8:2.8",
                "example.org/docker-registry-linux-s390x:2",
                "example.org/docker-registry-x86_64:2",
                "example.org/acme-docker-registry:2",
                "rancher/mirrored-library-registry:2.8.1",
                "openshift/ose-docker-registry:v4.15",
                "example.org/docker-distribution:2.8",
                "example.org/registry2",
                "goharbor/registry-photon:v2.13.0",
                "example.org:8443/cache/goharbor/registry-photon",
                "bitnami/harbor-registry:2.13",
                "registry.gitlab.com/gitlab-org/build/cng/gitlab-container-registry:v4.0.0-gitlab"
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
                "klausmeyer/docker-registry-browser:1.4.0",
                "konradkleine/docker-registry-frontend:v2",
                "upmcenterprises/registry-creds:1.10",
                "rpardini/docker-registry-proxy:0.6.4",
                "example.org/registry-mirror-cache:1",
                "goharbor/harbor-registryctl:v2.13.0",
                "bitnami/harbor-registryctl:2.13",
                "example.org/docker-registry-pruner:1",
                "example.org/docker-registry-exporter:1",
                "example.org/ui-for-docker-registry:1",
                "confluentinc/cp-schema-registry:7.6.0",
                "apicurio/apicurio-registry:3.0",
                "kubeflow/model-registry:1",
                "ghcr.io/project-zot/zot-linux-amd64:v2.1.8",
                "sonatype/nexus3:3.70.0",
                "releases.example.org/artifactory-oss:7",
                "quay.io/projectquay/quay:3.12",
                "gitea/gitea:1.24",
                "docker",
                "docker:dind",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REGISTRY_URL",
                "REGISTRY_TITLE",
                "REGISTRY_HOST",
                "REGISTRY_AUTH",
                "REGISTRY_AUTH_TOKEN",
                "REGISTRY_VERSION",
                "REGISTRY_PROXY_URL",
                "REGISTRY_STORAGE_PATH",
                "REGISTRY_CREDENTIAL_USERNAME",
                "REGISTRY_CONTROLLER_URL",
                "REGISTRY_HTTP",
                "REGISTRY_",
                "MY_REGISTRY_HTTP_ADDR"
            })
    void a_variable_that_the_registry_does_not_know_is_no_clue(String variable) {
        assertRefused(
                Registries.deployment().container("ui", "example.org/ui:1").env(variable, "http://localhost:5000"),
                "",
                Reason.NO_REGISTRY_CONTAINER,
                "none of the containers (ui)");
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRY_STORAGE, s3",
        "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY, /data",
        "REGISTRY_STORAGE_S3_BUCKET, images",
        "REGISTRY_STORAGE_DELETE_ENABLED, true",
        "REGISTRY_STORAGE_MAINTENANCE_READONLY_ENABLED, true",
        "REGISTRY_AUTH, htpasswd",
        "REGISTRY_AUTH_HTPASSWD_REALM, x",
        "REGISTRY_AUTH_TOKEN_ROOTCERTBUNDLE, /cert",
        "REGISTRY_HTTP_ADDR, :5000",
        "REGISTRY_HTTP_TLS_CERTIFICATE, /cert",
        "REGISTRY_HTTP_HEADERS_Access-Control-Allow-Origin, '*'",
        "REGISTRY_LOG_LEVEL, debug",
        "REGISTRY_LOGLEVEL, debug",
        "REGISTRY_PROXY_REMOTEURL, https://registry-1.docker.io",
        "REGISTRY_NOTIFICATIONS_ENDPOINTS_0_URL, http://localhost",
        "REGISTRY_HEALTH_STORAGEDRIVER_ENABLED, false",
        "REGISTRY_VALIDATION_DISABLED, true",
        "REGISTRY_REDIS_ADDR, redis:6379",
        "REGISTRY_CATALOG_MAXENTRIES, 5",
        "REGISTRY_COMPATIBILITY_SCHEMA1_ENABLED, true",
        "REGISTRY_CONFIGURATION_PATH, /etc/x.yml"
    })
    void a_variable_that_the_registry_knows_is_a_clue(String variable, String value) {
        Registries pod = Registries.deployment()
                .container("store", "example.org/mirror:1")
                .env(variable, value);
        assertThat(chosen(pod, "")).isEqualTo("store by its REGISTRY_* environment");
    }

    @Test
    void a_command_that_serves_a_registry_is_a_clue_where_no_image_is() {
        Registries pod = Registries.deployment()
                .container("store", "example.org/mirror:1")
                .command("/usr/local/bin/registry", "serve", "/conf/config.yml");
        assertThat(chosen(pod, "")).isEqualTo("store by its command");
        Registries arguments = Registries.deployment()
                .container("store", "example.org/mirror:1")
                .args("serve", "/etc/docker/registry/config.yml");
        assertThat(chosen(arguments, "")).isEqualTo("store by its command");
    }

    @Test
    void another_program_that_serves_is_no_registry() {
        assertRefused(
                Registries.deployment().container("zot", "example.org/zot:2").args("serve", "/etc/zot/config.json"),
                "",
                Reason.NO_REGISTRY_CONTAINER,
                "none of the containers (zot)");
    }

    @Test
    void a_container_that_collects_garbage_beside_the_registry_is_not_the_registry() {
        Registries pod = Registries.deployment()
                .container("gc", "registry:2")
                .command("sh", "-c", "while true; do registry garbage-collect /etc/docker/registry/config.yml; done")
                .container("store", "registry:2");
        assertThat(chosen(pod, "")).isEqualTo("store by its image");
    }

    @Test
    void harbor_s_controller_mounts_the_same_storage_and_is_not_the_registry() {
        Registries pod = Registries.deployment()
                .container("registryctl", "goharbor/harbor-registryctl:v2.13.0")
                .env("REGISTRY_REDIS_PASSWORD", "x")
                .container("registry", "goharbor/registry-photon:v2.13.0");
        assertThat(chosen(pod, "")).isEqualTo("registry by its image");
    }

    @Test
    void of_two_with_settings_the_one_whose_image_is_a_companion_is_not_taken() {
        Registries pod = Registries.deployment()
                .container("registryctl", "example.org/harbor-registryctl:v2.13.0")
                .env("REGISTRY_REDIS_PASSWORD", "x")
                .container("registry", "example.org/store:1")
                .env("REGISTRY_REDIS_PASSWORD", "x");
        assertThat(chosen(pod, "")).isEqualTo("registry by its REGISTRY_* environment");
    }

    @Test
    void port_5000_alone_is_no_clue_and_the_message_says_how_to_choose_the_container() {
        Registries pod = Registries.deployment()
                .container("web", "nginx:1")
                .port(80)
                .container("zot", "ghcr.io/project-zot/zot-linux-amd64:v2.1.8")
                .port(5000);
        assertRefused(
                pod,
                "",
                Reason.NO_REGISTRY_CONTAINER,
                "none of the containers (web, zot) has the image, the command or a REGISTRY_* setting of a registry; zot"
                        + " has port 5000, as other programs have too: if it runs the registry of distribution, set"
                        + " spec.registry.container to zot");
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
    void an_init_container_that_ends_is_no_registry() {
        Registries pod = Registries.deployment()
                .initContainer(new ContainerBuilder()
                        .withName("init")
                        .withImage("registry:2")
                        .build())
                .container("app", "example.org/app:1");
        assertRefused(pod, "", Reason.NO_REGISTRY_CONTAINER, "(app)");
    }

    @Test
    void an_init_container_that_is_always_restarted_can_be_the_registry() {
        Registries pod =
                Registries.deployment().nativeSidecar("cache", "registry:2").container("app", "example.org/app:1");
        assertThat(chosen(pod, "")).isEqualTo("cache by its image");
        assertThat(chosen(pod, "cache")).isEqualTo("cache by spec.registry.container");
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
        return RegistryContainer.choose(pod.pod(), Optional.of(named).filter(name -> !name.isEmpty()));
    }
}
