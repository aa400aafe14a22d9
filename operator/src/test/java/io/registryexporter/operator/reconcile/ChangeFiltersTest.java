package io.registryexporter.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which updates wake a resource. */
class ChangeFiltersTest {

    @Test
    void nothing_new_wakes_nobody() {
        assertThat(wakes(Registries.usual(), Registries.usual())).isFalse();
    }

    @Test
    void a_new_version_of_the_same_facts_wakes_nobody() {
        assertThat(wakes(
                        Registries.usual().status(status(1).build()),
                        Registries.usual()
                                .status(status(1)
                                        .withUnavailableReplicas(1)
                                        .withConditions(new DeploymentConditionBuilder()
                                                .withType("Available")
                                                .withStatus("True")
                                                .withLastUpdateTime("2026-01-01T00:00:00Z")
                                                .build())
                                        .build())))
                .isFalse();
    }

    @Test
    void a_new_spec_wakes() {
        assertThat(wakes(Registries.usual().generation(1L), Registries.usual().generation(2L)))
                .isTrue();
    }

    @Test
    void a_new_workload_of_the_name_wakes() {
        assertThat(wakes(Registries.usual().uid("a"), Registries.usual().uid("b")))
                .isTrue();
    }

    @Test
    void labels_wake_because_they_are_selected_by() {
        assertThat(wakes(Registries.usual(), Registries.usual().label("tier", "x")))
                .isTrue();
    }

    @Test
    void annotations_wake_because_they_opt_out() {
        assertThat(wakes(Registries.usual(), Registries.usual().annotation(Names.INJECT, "false")))
                .isTrue();
    }

    @Test
    void a_step_of_the_rollout_wakes() {
        assertThat(wakes(
                        Registries.usual().status(status(1).build()),
                        Registries.usual().status(status(2).build())))
                .isTrue();
    }

    @Test
    void the_loss_of_the_container_wakes() {
        assertThat(wakes(Registries.usual().managed(Names.FIELD_MANAGER, "Apply", Names.CONTAINER), Registries.usual()))
                .isTrue();
    }

    @Test
    void a_new_spec_of_a_resource_wakes_its_siblings() {
        assertThat(ChangeFilters.resource(
                        Exporters.named("a").generation(2L).build(),
                        Exporters.named("a").generation(1L).build()))
                .isTrue();
    }

    @Test
    void the_end_of_a_resource_wakes_its_siblings() {
        assertThat(ChangeFilters.resource(
                        Exporters.named("a").deleted().build(),
                        Exporters.named("a").build()))
                .isTrue();
    }

    @Test
    void a_new_status_or_label_of_a_resource_wakes_nobody() {
        assertThat(ChangeFilters.resource(
                        Exporters.named("a")
                                .label("x", "y")
                                .status(new RegistryExporterStatus(1L, 1, 1, 1, List.of(), List.of()))
                                .build(),
                        Exporters.named("a").build()))
                .isFalse();
    }

    private static DeploymentStatusBuilder status(int updated) {
        return new DeploymentStatusBuilder().withObservedGeneration(1L).withUpdatedReplicas(updated);
    }

    private static boolean wakes(Registries before, Registries now) {
        return ChangeFilters.workload(now.build(), before.build());
    }

    @Test
    void a_resource_itself_is_also_woken_by_its_finalizer_and_by_a_retry() {
        RegistryExporter before = Exporters.named("mine").build();
        RegistryExporter finalizer = Exporters.named("mine").build();
        finalizer.addFinalizer(Names.FINALIZER);
        assertThat(ChangeFilters.primary(before, before)).isFalse();
        assertThat(ChangeFilters.primary(finalizer, before)).isTrue();
        assertThat(ChangeFilters.primary(
                        Exporters.named("mine").annotation(Names.RETRY, "1").build(), before))
                .isTrue();
        assertThat(ChangeFilters.primary(
                        Exporters.named("mine").annotation("look", "again").build(), before))
                .isFalse();
        assertThat(ChangeFilters.primary(Exporters.named("mine").generation(2L).build(), before))
                .isTrue();
    }
}
