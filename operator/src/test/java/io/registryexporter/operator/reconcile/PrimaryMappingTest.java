package io.registryexporter.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which resources a workload, or another resource, concerns. */
class PrimaryMappingTest {

    @Test
    void a_workload_concerns_every_resource_that_selects_it() {
        PrimaryMapping mapping = mapping(
                Exporters.named("one").build(),
                Exporters.named("two").build(),
                Exporters.named("web").selecting("app", "web").build());
        assertThat(mapping.ofWorkload(Registries.usual().build())).isEqualTo(ids("one", "two"));
    }

    @Test
    void a_workload_concerns_the_resource_of_its_marker() {
        PrimaryMapping mapping =
                mapping(Exporters.named("web").selecting("app", "web").build());
        assertThat(mapping.ofWorkload(
                        Registries.usual().annotation(Names.INJECTED_BY, "web").build()))
                .isEqualTo(ids("web"));
    }

    @Test
    void a_workload_concerns_the_resource_whose_status_speaks_of_it() {
        PrimaryMapping mapping = mapping(speaking("once", "Deployment", "registry"));
        assertThat(mapping.ofWorkload(Registries.usual().build())).isEqualTo(ids("once"));
    }

    @Test
    void a_status_of_another_kind_or_name_does_not_speak_of_it() {
        PrimaryMapping mapping =
                mapping(speaking("a", "StatefulSet", "registry"), speaking("b", "Deployment", "registry-2"));
        assertThat(mapping.ofWorkload(Registries.usual().build())).isEmpty();
    }

    @Test
    void a_workload_of_another_namespace_concerns_nobody() {
        PrimaryMapping mapping = mapping(Exporters.named("one").build());
        assertThat(mapping.ofWorkload(Registries.usual().in("elsewhere").build()))
                .isEmpty();
    }

    @Test
    void a_stateful_set_concerns_as_a_deployment_does() {
        PrimaryMapping mapping = mapping(Exporters.named("one").build());
        assertThat(mapping.ofWorkload(Registries.statefulSet().build())).isEqualTo(ids("one"));
    }

    @Test
    void another_kind_concerns_nobody() {
        assertThat(mapping(Exporters.named("one").build()).ofWorkload(new ConfigMap()))
                .isEmpty();
    }

    @Test
    void a_resource_that_wants_nothing_yet_is_passed_over() {
        RegistryExporter blank = new RegistryExporter();
        blank.setMetadata(Exporters.named("blank").build().getMetadata());
        assertThat(mapping(blank, Exporters.named("one").build())
                        .ofWorkload(Registries.usual().build()))
                .isEqualTo(ids("one"));
    }

    @Test
    void a_resource_concerns_the_others_of_its_namespace() {
        RegistryExporter one = Exporters.named("one").build();
        PrimaryMapping mapping = mapping(
                one,
                Exporters.named("two").build(),
                Exporters.named("far").in("elsewhere").build());
        assertThat(mapping.siblings(one)).isEqualTo(ids("two"));
    }

    private static PrimaryMapping mapping(RegistryExporter... resources) {
        return new PrimaryMapping(namespace -> Stream.of(resources)
                .filter(resource -> namespace.equals(resource.getMetadata().getNamespace()))
                .toList());
    }

    private static RegistryExporter speaking(String name, String kind, String workload) {
        WorkloadStatus status = new WorkloadStatus(kind, workload, WorkloadState.READY, "", "", "", "", "", "", "");
        return Exporters.named(name)
                .selecting("app", "web")
                .status(new RegistryExporterStatus(1L, 1, 1, 1, List.of(), List.of(status)))
                .build();
    }

    private static Set<ResourceID> ids(String... names) {
        return Set.copyOf(
                Stream.of(names).map(name -> new ResourceID(name, "team")).toList());
    }
}
