package io.registryexporter.operator.decide.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.PullPolicy;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How the exporter's container looks. */
class ExporterContainerTest {

    @Test
    void it_reads_the_storage_on_its_port_at_its_interval() {
        assertThat(container(exporter -> exporter).getArgs())
                .containsExactly(
                        "/var/lib/registry/docker/registry/v2",
                        "--web.listen-address=:8080",
                        "--scan.interval=60s",
                        "--registry.version=2");
    }

    @Test
    void a_path_is_meant_as_it_is_written() {
        assertThat(container(exporter -> exporter.registry("registry", "/var/lib/registry/$(TOKEN)"))
                        .getArgs())
                .startsWith("/var/lib/registry/$$(TOKEN)/docker/registry/v2");
    }

    @Test
    void port_and_interval_are_the_users() {
        Container container = container(exporter -> exporter.port(9100).scanInterval("5m"));
        assertThat(container.getArgs()).contains("--web.listen-address=:9100", "--scan.interval=5m");
        assertThat(container.getPorts()).containsExactly(new ContainerPort(9100, null, null, "exporter-http", "TCP"));
    }

    @Test
    void further_options_come_last() {
        assertThat(container(exporter -> exporter.args("--metrics.per-tag=false"))
                        .getArgs())
                .endsWith("--registry.version=2", "--metrics.per-tag=false");
    }

    @Test
    void an_option_of_the_user_wins() {
        assertThat(container(exporter -> exporter.args("--registry.version=3", "--scan.interval", "1h"))
                        .getArgs())
                .containsExactly(
                        "/var/lib/registry/docker/registry/v2",
                        "--web.listen-address=:8080",
                        "--registry.version=3",
                        "--scan.interval",
                        "1h");
    }

    @Test
    void an_option_that_only_begins_alike_does_not_count() {
        assertThat(container(exporter -> exporter.args("--scan.interval-x=1")).getArgs())
                .contains("--scan.interval=60s");
    }

    @Test
    void without_a_version_in_the_tag_the_exporter_has_its_own_default() {
        Registries latest = Registries.deployment()
                .container("registry", "registry:latest")
                .mount("storage", "/var/lib/registry")
                .pvc("storage");
        assertThat(container(exporter -> exporter, latest).getArgs())
                .noneMatch(argument -> argument.startsWith("--registry.version"));
    }

    @Test
    void the_image_is_the_operators_release_unless_one_is_pinned() {
        assertThat(container(exporter -> exporter).getImage()).isEqualTo(Planning.IMAGE);
        assertThat(container(exporter -> exporter.image("mirror.example.org/exporter:1"))
                        .getImage())
                .isEqualTo("mirror.example.org/exporter:1");
    }

    @Test
    void the_pull_policy_is_the_users() {
        assertThat(container(exporter -> exporter).getImagePullPolicy()).isEqualTo("IfNotPresent");
        assertThat(container(exporter -> exporter.pullPolicy(PullPolicy.ALWAYS)).getImagePullPolicy())
                .isEqualTo("Always");
    }

    @Test
    void variables_are_the_users() {
        assertThat(container(exporter -> exporter.env("JAVA_TOOL_OPTIONS", "-Xmx100m"))
                        .getEnv())
                .containsExactly(new EnvVar("JAVA_TOOL_OPTIONS", "-Xmx100m", null));
    }

    @Test
    void the_storage_is_mounted_read_only_where_the_registry_has_it() {
        VolumeMount mount = container(exporter -> exporter).getVolumeMounts().get(0);
        assertThat(mount.getName()).isEqualTo("storage");
        assertThat(mount.getMountPath()).isEqualTo("/var/lib/registry");
        assertThat(mount.getReadOnly()).isTrue();
        assertThat(mount.getSubPath()).isNull();
    }

    @Test
    void the_sub_path_of_the_registry_is_the_exporters_too() {
        Registries registry = Registries.deployment()
                .container("registry", "registry:2")
                .mount("storage", "/var/lib/registry", "images")
                .mount("certificates", "/certs")
                .pvc("storage");
        assertThat(container(exporter -> exporter, registry).getVolumeMounts())
                .extracting(VolumeMount::getName, VolumeMount::getSubPath)
                .containsExactly(tuple("storage", "images"));
    }

    @Test
    void it_never_gates_the_registry() {
        Container container = container(exporter -> exporter);
        assertThat(container.getReadinessProbe()).isNull();
        assertThat(container.getStartupProbe()).isNull();
        assertThat(container.getLifecycle()).isNull();
        assertThat(container.getLivenessProbe().getFailureThreshold()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void without_a_word_it_asks_for_little_and_limits_its_memory() {
        assertThat(container(exporter -> exporter).getResources())
                .isEqualTo(new ResourceRequirementsBuilder()
                        .addToRequests(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("64Mi")))
                        .addToLimits("memory", new Quantity("256Mi"))
                        .build());
    }

    @Test
    void resources_of_the_user_replace_the_default_as_a_whole() {
        var given = new ResourceRequirementsBuilder()
                .addToLimits("memory", new Quantity("1Gi"))
                .build();
        assertThat(container(exporter -> exporter.resources(given)).getResources())
                .isEqualTo(given);
    }

    @Test
    void without_a_word_it_is_restricted() {
        SecurityContext context = container(exporter -> exporter).getSecurityContext();
        assertThat(context)
                .isEqualTo(new SecurityContextBuilder()
                        .withAllowPrivilegeEscalation(false)
                        .withReadOnlyRootFilesystem(true)
                        .withRunAsNonRoot(true)
                        .withNewCapabilities()
                        .withDrop("ALL")
                        .endCapabilities()
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile()
                        .build());
    }

    private static Container container(UnaryOperator<Exporters> wanted) {
        return container(wanted, Registries.usual());
    }

    private static Container container(UnaryOperator<Exporters> wanted, Registries registries) {
        DesiredWorkload desired =
                Planning.desired(wanted.apply(Exporters.named("mine")).build(), registries);
        return new KubernetesSerialization().convertValue(desired.container(), Container.class);
    }
}
