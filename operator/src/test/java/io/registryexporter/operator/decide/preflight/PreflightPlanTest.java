package io.registryexporter.operator.decide.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Pods;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import io.registryexporter.operator.fixture.SampleConstraints;
import io.registryexporter.operator.hazard.Claims;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreflightPlanTest {
    private static final Claims MANY_PODS = claims("ReadWriteOnce");

    private final RegistryExporter mine =
            Exporters.named("mine").uid("uid-of-mine").scrapeAnnotations().build();

    @Test
    void the_pod_runs_exactly_the_container_that_is_injected_and_asks_whether_it_is_ready() {
        Container injected = desired(Registries.usual()).typedContainer();
        Container ran =
                request(Rollouts.bare("a")).pod().getSpec().getContainers().get(0);

        assertThat(ran.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/-/ready");
        ran.setReadinessProbe(null);
        assertThat(ran).isEqualTo(injected);
    }

    @Test
    void the_pod_lies_on_the_node_of_the_registry_by_affinity() {
        PodSpec pod = request(Rollouts.bare("a")).pod().getSpec();

        assertThat(pod.getNodeName()).isNull();
        assertThat(pod.getAffinity()
                        .getNodeAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution()
                        .getNodeSelectorTerms())
                .singleElement()
                .satisfies(term -> assertThat(term.getMatchFields())
                        .singleElement()
                        .satisfies(field -> {
                            assertThat(field.getKey()).isEqualTo("metadata.name");
                            assertThat(field.getValues()).containsExactly("node-1");
                        }));
    }

    @Test
    void the_pod_has_what_decides_whether_the_registrys_pod_runs() {
        Registries registry = Rollouts.bare("a").deploymentSpec(spec -> {
            PodSpec pod = spec.getTemplate().getSpec();
            pod.setServiceAccountName("registry");
            pod.setImagePullSecrets(List.of(new LocalObjectReference("pull")));
            pod.setTolerations(
                    List.of(new TolerationBuilder().withKey("dedicated").build()));
            pod.setSecurityContext(new PodSecurityContextBuilder()
                    .withRunAsUser(1000L)
                    .withFsGroup(1000L)
                    .build());
            pod.setRuntimeClassName("gvisor");
            pod.setHostNetwork(true);
            pod.setPriorityClassName("critical");
        });
        PodSpec pod = request(registry).pod().getSpec();

        assertThat(pod.getServiceAccountName()).isEqualTo("registry");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getImagePullSecrets()).containsExactly(new LocalObjectReference("pull"));
        assertThat(pod.getTolerations()).hasSize(1);
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1000L);
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(1000L);
        assertThat(pod.getRuntimeClassName()).isEqualTo("gvisor");
        assertThat(pod.getHostNetwork()).isTrue();
        assertThat(pod.getPriorityClassName()).isEqualTo("critical");
    }

    @Test
    void the_selinux_options_that_admission_gave_the_registry_are_those_of_the_pod() {
        Pod registry = new PodBuilder(running())
                .editSpec()
                .withNewSecurityContext()
                .withNewSeLinuxOptions()
                .withLevel("s0:c1,c2")
                .endSeLinuxOptions()
                .endSecurityContext()
                .endSpec()
                .build();
        PodSpec pod = possible(Rollouts.bare("a"), MANY_PODS, registry).pod().getSpec();
        assertThat(pod.getSecurityContext().getSeLinuxOptions().getLevel()).isEqualTo("s0:c1,c2");
    }

    @Test
    void nothing_selects_or_scrapes_the_pod_and_it_belongs_to_the_resource() {
        Pod pod = request(Rollouts.bare("a").podAnnotation("prometheus.io/scrape", "true"))
                .pod();

        assertThat(pod.getMetadata().getLabels()).containsOnlyKeys(Names.PREFLIGHT);
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry("sidecar.istio.io/inject", "false")
                .doesNotContainKeys("prometheus.io/scrape", Names.APPLIED);
        assertThat(pod.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo("uid-of-mine");
            assertThat(owner.getController()).isTrue();
        });
    }

    @Test
    void a_long_name_is_cut_to_what_a_host_may_be_called() {
        Pod pod = request(Rollouts.bare("registry.with.a.name-" + "x".repeat(200)))
                .pod();
        assertThat(pod.getMetadata().getName())
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")
                .hasSizeLessThan(64);
    }

    @Test
    void the_claim_is_mounted_read_only_so_that_the_kubelet_changes_no_file_of_it() {
        PreflightRequest request = request(Rollouts.bare("a"));

        assertThat(request.pod().getSpec().getVolumes()).singleElement().satisfies(volume -> {
            assertThat(volume.getPersistentVolumeClaim().getClaimName()).isEqualTo("claim-storage");
            assertThat(volume.getPersistentVolumeClaim().getReadOnly()).isTrue();
        });
        assertThat(request.unproven()).isEmpty();
    }

    @Test
    void the_claim_of_a_stateful_set_is_that_of_its_pod() {
        Registries registry = Registries.statefulSet()
                .named("a")
                .container("registry", "registry:2.8.3")
                .mount("data", "/var/lib/registry")
                .claimTemplate("data");
        Pod pod = new PodBuilder(running())
                .editSpec()
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim("data-a-0", false)
                .endVolume()
                .endSpec()
                .build();
        PreflightRequest request = possible(registry, claims("ReadWriteOnce"), pod);
        assertThat(request.pod().getSpec().getVolumes())
                .singleElement()
                .satisfies(
                        volume -> assertThat(volume.getPersistentVolumeClaim().getClaimName())
                                .isEqualTo("data-a-0"));
    }

    @Test
    void a_volume_that_one_pod_alone_can_mount_is_replaced_by_an_empty_one() {
        PreflightRequest request = possible(Rollouts.bare("a"), claims("ReadWriteOncePod"), running());

        assertThat(request.pod().getSpec().getVolumes())
                .singleElement()
                .satisfies(volume -> assertThat(volume.getEmptyDir()).isNotNull());
        assertThat(request.unproven()).contains("without volume storage (ReadWriteOncePod)");
    }

    @Test
    void a_claim_that_cannot_be_read_is_not_mounted() {
        PreflightRequest request = possible(
                Rollouts.bare("a"), SampleConstraints.unreadable().build().claims(), running());
        assertThat(request.unproven()).contains("the operator may not get PersistentVolumeClaim");
    }

    @Test
    void a_volume_that_ends_with_the_registrys_pod_is_replaced_too() {
        Registries registry = Registries.deployment()
                .named("a")
                .container("registry", "registry:2.8.3")
                .mount("storage", "/var/lib/registry")
                .volume(new VolumeBuilder()
                        .withName("storage")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build());
        assertThat(request(registry).unproven()).contains("without volume storage (it belongs to one pod)");
    }

    @Test
    void a_pod_that_goes_or_has_no_node_is_no_registry_to_run_beside() {
        assertThat(plan(
                        Rollouts.bare("a"),
                        MANY_PODS,
                        Pods.before().phase("Pending").build(),
                        goes()))
                .isEqualTo(new PreflightPlan.Impossible("no pod of the registry runs", Optional.empty()));
    }

    @Test
    void on_the_network_of_the_node_an_update_cannot_have_the_port_a_second_time() {
        Registries onHost = Rollouts.bare("a")
                .deploymentSpec(spec -> spec.getTemplate().getSpec().setHostNetwork(true));
        Pod current = Pods.with(desired(Registries.usual())).onNode("node-1").build();
        assertThat(plan(onHost, MANY_PODS, current)).isInstanceOf(PreflightPlan.Impossible.class);
        assertThat(plan(Rollouts.bare("a"), MANY_PODS, current)).isInstanceOf(PreflightPlan.Possible.class);
    }

    @Test
    void the_proof_is_the_same_for_an_equal_target_and_another_for_another_image_of_the_registry() {
        String proof = request(Rollouts.bare("a")).proof();

        assertThat(request(Rollouts.bare("b")).proof()).isEqualTo(proof);
        Registries newer = Registries.deployment()
                .named("a")
                .container("registry", "registry:2.8.4")
                .mount("storage", "/var/lib/registry")
                .pvc("storage");
        assertThat(request(newer).proof()).isNotEqualTo(proof);
    }

    private PreflightRequest request(Registries registry) {
        return possible(registry, MANY_PODS, running());
    }

    private PreflightRequest possible(Registries registry, Claims claims, Pod... pods) {
        return ((PreflightPlan.Possible) plan(registry, claims, pods)).request();
    }

    private PreflightPlan plan(Registries registry, Claims claims, Pod... pods) {
        Workload workload = registry.workload();
        return PreflightPlan.of(mine, workload, "registry", desired(registry), List.of(pods), claims, 0);
    }

    private DesiredWorkload desired(Registries registry) {
        return Planning.desired(mine, registry);
    }

    private static Claims claims(String... accessModes) {
        return SampleConstraints.claim(accessModes).build().claims();
    }

    private static Pod running() {
        return Pods.before().named("a-1").onNode("node-1").build();
    }

    private static Pod goes() {
        return Pods.before().named("a-2").onNode("node-1").deleted().build();
    }
}
