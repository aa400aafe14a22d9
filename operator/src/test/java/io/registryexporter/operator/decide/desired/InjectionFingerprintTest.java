package io.registryexporter.operator.decide.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import org.junit.jupiter.api.Test;

/** When there is another try. */
class InjectionFingerprintTest {
    private static final InjectionFingerprint FAILED = attempt(Exporters.named("mine"), Registries.usual());

    @Test
    void the_same_again_is_no_other_try() {
        assertThat(attempt(Exporters.named("mine"), Registries.usual())).isEqualTo(FAILED);
    }

    @Test
    void the_exporter_itself_changes_nothing_of_the_workload() {
        Registries carrying = Planning.injected(Exporters.named("mine").build());
        assertThat(attempt(Exporters.named("mine"), carrying)).isEqualTo(FAILED);
    }

    @Test
    void labels_and_replicas_of_the_workload_are_no_other_try() {
        Registries scaled = Registries.usual().label("tier", "storage").deploymentSpec(spec -> spec.setReplicas(7));
        assertThat(attempt(Exporters.named("mine"), scaled)).isEqualTo(FAILED);
    }

    @Test
    void a_new_spec_of_the_resource_is_another_try() {
        assertThat(attempt(Exporters.named("mine").generation(2L), Registries.usual()))
                .isNotEqualTo(FAILED);
    }

    @Test
    void another_image_is_another_try() {
        assertThat(attempt(Exporters.named("mine").image("exporter:2"), Registries.usual()))
                .isNotEqualTo(FAILED);
    }

    @Test
    void a_new_template_of_the_workload_is_another_try() {
        Registries changed = Registries.usual().podAnnotation("kubectl.kubernetes.io/restartedAt", "now");
        assertThat(attempt(Exporters.named("mine"), changed)).isNotEqualTo(FAILED);
    }

    @Test
    void a_recreated_workload_is_another_try() {
        assertThat(attempt(Exporters.named("mine"), Registries.usual().uid("uid-2")))
                .isNotEqualTo(FAILED);
    }

    @Test
    void each_new_value_of_the_annotation_is_another_try_on_either_object() {
        InjectionFingerprint onWorkload =
                attempt(Exporters.named("mine"), Registries.usual().annotation(Names.RETRY, "1"));
        InjectionFingerprint again =
                attempt(Exporters.named("mine"), Registries.usual().annotation(Names.RETRY, "2"));
        InjectionFingerprint onResource =
                attempt(Exporters.named("mine").annotation(Names.RETRY, "1"), Registries.usual());
        assertThat(onWorkload).isNotEqualTo(FAILED).isNotEqualTo(again);
        assertThat(onResource).isNotEqualTo(FAILED);
    }

    private static InjectionFingerprint attempt(Exporters resource, Registries registries) {
        return InjectionFingerprint.of(
                resource.build(), registries.workload(), Planning.desired(resource.build(), Registries.usual()));
    }
}
