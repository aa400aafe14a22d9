package io.registryexporter.operator.decide.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.SELinuxOptionsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** As whom the exporter runs, and what a resource can change of that. */
class ExporterSecurityTest {
    private static final SecurityContext DEFAULT = beside(Registries.usual());
    private static final SELinuxOptions LABEL =
            new SELinuxOptionsBuilder().withLevel("s0:c123,c456").build();

    @Test
    void it_runs_as_the_user_and_group_of_the_registrys_container() {
        assertThat(beside(user(1000L, 2000L)))
                .isEqualTo(changed(context -> context.withRunAsUser(1000L).withRunAsGroup(2000L)));
    }

    @Test
    void it_runs_as_the_user_of_a_registry_that_is_a_native_sidecar() {
        PodSpec pod = Registries.deployment()
                .container("app", "nginx:1")
                .nativeSidecar("registry", "registry:2")
                .security(context -> context.withRunAsUser(1000L))
                .pod();
        assertThat(ExporterSecurity.of("registry", pod)
                        .merged(new SecurityContext())
                        .getRunAsUser())
                .isEqualTo(1000L);
    }

    @Test
    void the_user_of_the_registrys_container_wins_over_that_of_the_pod() {
        assertThat(beside(user(1000L, 2000L).podSecurity(pod -> pod.withRunAsUser(3000L))))
                .isEqualTo(changed(context -> context.withRunAsUser(1000L).withRunAsGroup(2000L)));
        assertThat(beside(user(1000L, null).podUser(0L)).getRunAsUser()).isEqualTo(1000L);
    }

    @Test
    void what_the_pod_gives_to_all_its_containers_is_not_written() {
        assertThat(beside(Registries.usual().podUser(1000L))).isEqualTo(DEFAULT);
        assertThat(beside(user(1000L, 2000L)
                        .podSecurity(pod -> pod.withRunAsUser(1000L)
                                .withRunAsGroup(2000L)
                                .withSupplementalGroups(3000L)
                                .withFsGroup(4000L))))
                .isEqualTo(DEFAULT);
    }

    @Test
    void beside_a_registry_that_runs_as_root_it_runs_as_the_user_of_the_pod() {
        assertThat(beside(user(0L, 0L).podSecurity(pod -> pod.withRunAsUser(1000L))))
                .isEqualTo(DEFAULT);
    }

    @Test
    void in_a_pod_that_runs_as_root_it_runs_as_65532() {
        assertThat(beside(Registries.usual().podUser(0L))).isEqualTo(changed(context -> context.withRunAsUser(65532L)));
        assertThat(beside(user(0L, null).podUser(0L))).isEqualTo(changed(context -> context.withRunAsUser(65532L)));
    }

    @Test
    void where_the_image_decides_about_the_user_it_decides_for_the_exporter_too() {
        assertThat(beside(user(null, null))).isEqualTo(DEFAULT);
        assertThat(beside(user(0L, 0L))).isEqualTo(DEFAULT);
    }

    @Test
    void it_belongs_to_the_group_whose_files_a_registry_that_runs_as_root_writes() {
        assertThat(beside(user(0L, 1000L))).isEqualTo(changed(context -> context.withRunAsGroup(1000L)));
    }

    @Test
    void it_belongs_to_the_group_of_root_only_beside_a_registry_that_is_not_root() {
        assertThat(beside(user(1000L, 0L)))
                .isEqualTo(changed(context -> context.withRunAsUser(1000L).withRunAsGroup(0L)));
        assertThat(beside(user(null, 0L))).isEqualTo(DEFAULT);
    }

    @Test
    void it_has_the_selinux_options_of_the_registrys_container() {
        assertThat(beside(Registries.usual().security(context -> context.withSeLinuxOptions(LABEL))))
                .isEqualTo(changed(context -> context.withSeLinuxOptions(LABEL)));
        assertThat(beside(Registries.usual()
                        .security(context -> context.withSeLinuxOptions(LABEL))
                        .podSecurity(pod -> pod.withSeLinuxOptions(LABEL))))
                .isEqualTo(DEFAULT);
    }

    @Test
    void a_field_of_the_resource_replaces_that_field_alone() {
        assertThat(given(context -> context.withRunAsUser(1000L)))
                .isEqualTo(changed(context -> context.withRunAsUser(1000L)));
        assertThat(given(context -> context.withReadOnlyRootFilesystem(false)))
                .isEqualTo(changed(context -> context.withReadOnlyRootFilesystem(false)));
    }

    @Test
    void a_field_of_fields_is_replaced_as_a_whole() {
        Capabilities added = new Capabilities(List.of("DAC_READ_SEARCH"), List.of());
        assertThat(given(context -> context.withCapabilities(added)))
                .isEqualTo(changed(context -> context.withCapabilities(added)));
    }

    @Test
    void the_user_of_the_resource_wins_and_the_group_stays_that_of_the_registry() {
        assertThat(beside(
                        user(1000L, 2000L),
                        exporter -> exporter.securityContext(new SecurityContextBuilder()
                                .withRunAsUser(3000L)
                                .build())))
                .isEqualTo(changed(context -> context.withRunAsUser(3000L).withRunAsGroup(2000L)));
    }

    @Test
    void a_resource_that_asks_for_root_gets_a_container_that_the_kubelet_starts() {
        assertThat(given(context -> context.withRunAsUser(0L)))
                .isEqualTo(changed(context -> context.withRunAsUser(0L).withRunAsNonRoot(null)));
    }

    @Test
    void what_forbids_root_although_it_is_asked_for_is_the_resources_own_word() {
        assertThat(given(context -> context.withRunAsUser(0L).withRunAsNonRoot(true)))
                .isEqualTo(changed(context -> context.withRunAsUser(0L)));
    }

    @Test
    void a_resource_that_asks_for_privileges_gets_a_container_that_the_api_server_accepts() {
        assertThat(given(context -> context.withPrivileged(true)))
                .isEqualTo(changed(context -> context.withPrivileged(true).withAllowPrivilegeEscalation(null)));
        Capabilities added = new Capabilities(List.of("CAP_SYS_ADMIN"), List.of());
        assertThat(given(context -> context.withCapabilities(added)))
                .isEqualTo(changed(context -> context.withCapabilities(added).withAllowPrivilegeEscalation(null)));
    }

    private static Registries user(Long user, Long group) {
        return Registries.usual()
                .security(context -> context.withRunAsUser(user).withRunAsGroup(group));
    }

    private static SecurityContext changed(UnaryOperator<SecurityContextBuilder> change) {
        return change.apply(new SecurityContextBuilder(DEFAULT)).build();
    }

    private static SecurityContext given(UnaryOperator<SecurityContextBuilder> fields) {
        SecurityContext context = fields.apply(new SecurityContextBuilder()).build();
        return beside(Registries.usual(), exporter -> exporter.securityContext(context));
    }

    private static SecurityContext beside(Registries registries) {
        return beside(registries, exporter -> exporter);
    }

    private static SecurityContext beside(Registries registries, UnaryOperator<Exporters> wanted) {
        DesiredWorkload desired =
                Planning.desired(wanted.apply(Exporters.named("mine")).build(), registries);
        return new KubernetesSerialization()
                .convertValue(desired.container(), Container.class)
                .getSecurityContext();
    }
}
