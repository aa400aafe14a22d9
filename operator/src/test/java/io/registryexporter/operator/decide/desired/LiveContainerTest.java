package io.registryexporter.operator.decide.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a live container has what is wanted of it, whatever the API server made of the words. */
class LiveContainerTest {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @ParameterizedTest
    @CsvSource({
        "1000m, 1, true",
        "1, 1000m, true",
        "0.5, 500m, true",
        "256Mi, 268435456, true",
        "1Gi, 1024Mi, true",
        "100m, 200m, false",
        "1, 1Ki, false"
    })
    void quantities_are_compared_by_amount(String wanted, String live, boolean same) {
        assertThat(carries(
                        container -> container
                                .withNewResources()
                                .addToLimits("cpu", new Quantity(wanted))
                                .endResources(),
                        container -> container
                                .withNewResources()
                                .addToLimits("cpu", new Quantity(live))
                                .endResources()))
                .isEqualTo(same);
    }

    @Test
    void a_quantity_that_is_not_there_is_missing() {
        assertThat(carries(
                        container -> container
                                .withNewResources()
                                .addToLimits("cpu", new Quantity("1"))
                                .endResources(),
                        container -> container
                                .withNewResources()
                                .addToLimits("memory", new Quantity("1"))
                                .endResources()))
                .isFalse();
    }

    @Test
    void quantities_that_others_have_added_do_not_matter() {
        assertThat(carries(
                        container -> container
                                .withNewResources()
                                .addToLimits("cpu", new Quantity("1"))
                                .endResources(),
                        container -> container
                                .withNewResources()
                                .addToLimits("cpu", new Quantity("1"))
                                .addToLimits("ephemeral-storage", new Quantity("1Gi"))
                                .endResources()))
                .isTrue();
    }

    @Test
    void an_empty_value_of_a_variable_is_as_good_as_none() {
        assertThat(carries(env("A", ""), env("A", null))).isTrue();
        assertThat(carries(env("A", null), env("A", ""))).isTrue();
        assertThat(carries(env("A", ""), env("A", "x"))).isFalse();
    }

    @Test
    void a_variable_that_is_missing_is_noticed() {
        assertThat(carries(env("A", ""), container -> {})).isFalse();
    }

    @Test
    void a_zero_is_as_good_as_none() {
        assertThat(carries(
                        container -> container
                                .withNewLivenessProbe()
                                .withInitialDelaySeconds(0)
                                .withPeriodSeconds(30)
                                .endLivenessProbe(),
                        container -> container
                                .withNewLivenessProbe()
                                .withPeriodSeconds(30)
                                .endLivenessProbe()))
                .isTrue();
    }

    @Test
    void a_false_that_somebody_took_away_is_missing() {
        assertThat(carries(
                        container -> container
                                .withNewSecurityContext()
                                .withAllowPrivilegeEscalation(false)
                                .endSecurityContext(),
                        container -> container.withNewSecurityContext().endSecurityContext()))
                .isFalse();
    }

    @Test
    void what_the_api_server_fills_in_does_not_matter() {
        assertThat(carries(
                        container -> container
                                .withNewLivenessProbe()
                                .withNewHttpGet()
                                .withPath("/")
                                .withNewPort(8080)
                                .endHttpGet()
                                .endLivenessProbe(),
                        container -> container
                                .withTerminationMessagePath("/dev/termination-log")
                                .withNewLivenessProbe()
                                .withNewHttpGet()
                                .withPath("/")
                                .withNewPort(8080)
                                .withScheme("HTTP")
                                .endHttpGet()
                                .withSuccessThreshold(1)
                                .endLivenessProbe()))
                .isTrue();
    }

    @Test
    void the_default_version_of_a_field_reference_does_not_matter() {
        assertThat(carries(field(null), field("v1"))).isTrue();
    }

    @Test
    void a_port_is_the_same_by_number_and_protocol() {
        assertThat(carries(port(8080, "TCP", null), port(8080, "TCP", "metrics")))
                .isTrue();
        assertThat(carries(port(8080, "TCP", null), port(8080, "UDP", null))).isFalse();
        assertThat(carries(port(8080, "TCP", null), port(9090, "TCP", null))).isFalse();
        assertThat(carries(port(8080, "TCP", "exporter-http"), port(8080, "TCP", "other")))
                .isFalse();
    }

    @Test
    void the_order_of_keyed_lists_does_not_matter() {
        EnvVar a = new EnvVar("A", "1", null);
        EnvVar b = new EnvVar("B", "2", null);
        assertThat(carries(container -> container.withEnv(a, b), container -> container.withEnv(b, a)))
                .isTrue();
    }

    @Test
    void items_that_others_have_added_do_not_matter() {
        EnvVar a = new EnvVar("A", "1", null);
        EnvVar theirs = new EnvVar("HTTP_PROXY", "x", null);
        assertThat(carries(container -> container.withEnv(a), container -> container.withEnv(theirs, a)))
                .isTrue();
    }

    @Test
    void a_changed_value_is_noticed() {
        assertThat(carries(env("A", "1"), env("A", "2"))).isFalse();
    }

    @Test
    void arguments_are_compared_in_order_and_as_a_whole() {
        assertThat(carries(args("a", "b"), args("a", "b"))).isTrue();
        assertThat(carries(args("a", "b"), args("b", "a"))).isFalse();
        assertThat(carries(args("a"), args("a", "b"))).isFalse();
        assertThat(carries(args("a"), container -> {})).isFalse();
        assertThat(carries(args(), container -> {})).isTrue();
    }

    @Test
    void a_changed_image_is_noticed() {
        assertThat(carries(container -> container.withImage("a:1"), container -> container.withImage("a:2")))
                .isFalse();
        assertThat(carries(container -> container.withImage("a:1"), container -> {}))
                .isFalse();
    }

    @Test
    void a_mount_is_the_same_by_its_path() {
        assertThat(carries(mount("/data", true), mount("/data", true))).isTrue();
        assertThat(carries(mount("/data", true), mount("/other", true))).isFalse();
    }

    @Test
    void a_mount_that_may_write_now_is_noticed() {
        assertThat(carries(mount("/data", true), mount("/data", null))).isFalse();
        assertThat(carries(mount("/data", true), mount("/data", false))).isFalse();
    }

    private static boolean carries(Consumer<ContainerBuilder> wanted, Consumer<ContainerBuilder> live) {
        return LiveContainer.carries(built(live), SERIALIZATION.convertValue(built(wanted), ObjectNode.class));
    }

    private static Container built(Consumer<ContainerBuilder> change) {
        ContainerBuilder container = new ContainerBuilder().withName("registry-exporter");
        change.accept(container);
        return container.build();
    }

    private static Consumer<ContainerBuilder> env(String name, String value) {
        return container -> container.withEnv(new EnvVar(name, value, null));
    }

    private static Consumer<ContainerBuilder> field(String apiVersion) {
        return container -> container.withEnv(new EnvVarBuilder()
                .withName("NODE")
                .withNewValueFrom()
                .withNewFieldRef(apiVersion, "spec.nodeName")
                .endValueFrom()
                .build());
    }

    private static Consumer<ContainerBuilder> port(int number, String protocol, String name) {
        return container -> container
                .addNewPort()
                .withContainerPort(number)
                .withProtocol(protocol)
                .withName(name)
                .endPort();
    }

    private static Consumer<ContainerBuilder> args(String... args) {
        return container -> container.withArgs(List.of(args));
    }

    private static Consumer<ContainerBuilder> mount(String path, Boolean readOnly) {
        return container -> container.withVolumeMounts(new VolumeMountBuilder()
                .withName("storage")
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build());
    }
}
