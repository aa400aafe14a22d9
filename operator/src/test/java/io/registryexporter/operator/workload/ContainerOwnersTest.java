package io.registryexporter.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.fixture.Registries;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose the exporter's container is, as the API server keeps it. */
class ContainerOwnersTest {

    @Test
    void what_the_operator_applied_is_its_own() {
        Workload workload = Registries.usual()
                .managed(Names.FIELD_MANAGER, "Apply", Names.CONTAINER)
                .workload();
        assertThat(workload.ownsContainer()).isTrue();
        assertThat(workload.hasOperatorFields()).isTrue();
        assertThat(workload.otherManagers()).isEmpty();
    }

    @Test
    void what_others_have_written_of_the_container_is_theirs() {
        Workload workload = Registries.usual()
                .managed("kubectl-edit", "Update", Names.CONTAINER)
                .managed("helm", "Apply", Names.CONTAINER)
                .workload();
        assertThat(workload.ownsContainer()).isFalse();
        assertThat(workload.otherManagers()).isEqualTo(Set.of("kubectl-edit", "helm"));
    }

    @Test
    void an_update_by_the_operators_name_is_not_the_operators() {
        Workload workload = Registries.usual()
                .managed(Names.FIELD_MANAGER, "Update", Names.CONTAINER)
                .workload();
        assertThat(workload.ownsContainer()).isFalse();
        assertThat(workload.otherManagers()).containsExactly(Names.FIELD_MANAGER);
    }

    @Test
    void other_containers_do_not_count() {
        Workload workload = Registries.usual()
                .managed("kubectl", "Update", "registry")
                .managed(Names.FIELD_MANAGER, "Apply", "registry-exporter-2")
                .workload();
        assertThat(workload.ownsContainer()).isFalse();
        assertThat(workload.otherManagers()).isEmpty();
    }

    @Test
    void the_marker_alone_makes_a_workload_the_operators() {
        Workload workload =
                Registries.usual().annotation(Names.INJECTED_BY, "mine").workload();
        assertThat(workload.hasOperatorFields()).isTrue();
        assertThat(workload.injectedBy()).contains("mine");
    }

    @Test
    void the_name_of_the_container_alone_does_not() {
        Workload workload =
                Registries.usual().container(Names.CONTAINER, "by/hand:1").workload();
        assertThat(workload.hasOperatorFields()).isFalse();
        assertThat(workload.exporter()).isPresent();
    }

    @Test
    void a_manager_without_a_name_is_one_too() {
        assertThat(Registries.usual()
                        .managed(null, "Update", Names.CONTAINER)
                        .workload()
                        .otherManagers())
                .hasSize(1);
    }

    @Test
    void entries_without_fields_say_nothing() {
        FieldsV1 odd = new FieldsV1();
        odd.setAdditionalProperty("f:spec", "text");
        Workload workload = Registries.usual()
                .managed(new ManagedFieldsEntryBuilder().withManager("one").build())
                .managed(new ManagedFieldsEntryBuilder()
                        .withManager("two")
                        .withFieldsV1(odd)
                        .build())
                .workload();
        assertThat(workload.otherManagers()).isEmpty();
    }

    @Test
    void without_managed_fields_nobody_owns_anything() {
        assertThat(ContainerOwners.of(null)).isEqualTo(new ContainerOwners(false, false, Set.of()));
    }
}
