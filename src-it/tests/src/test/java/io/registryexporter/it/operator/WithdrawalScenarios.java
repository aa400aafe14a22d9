package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.simulator.played.Behaviour;
import io.registryexporter.support.real.Await;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After: an exporter that keeps its registry from running is withdrawn, and a registry that fails by itself is not. */
interface WithdrawalScenarios extends Scenarios {

    @Test
    @Tag("once")
    default void an_image_that_cannot_be_pulled_is_withdrawn_and_the_registry_is_as_before() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        PodTemplateSpec before = tenant.deployment("registry").getSpec().getTemplate();
        tenant.create(Manifests.exporter(
                "rex",
                "registry",
                "{image: 'example.org/missing:1', podAnnotations: {mesh.example.org/skip: '8080'}}"));

        WorkloadStatus status = tenant.awaitReason("rex", "ImagePullBackOff");

        assertThat(status.state()).isEqualTo(WorkloadState.WITHDRAWN);
        assertThat(status.message())
                .contains("container registry-exporter of pod registry-")
                .contains("example.org/missing:1: not found")
                .contains(Names.RETRY);
        assertThat(tenant.deployment("registry").getSpec().getTemplate()).isEqualTo(before);
        Await.until("the registry", () -> tenant.runs("registry"));
        tenant.awaitReady("rex", "TargetsWithdrawn");
        assertThat(tenant.status("rex").orElseThrow().injected()).isZero();
        for (String kind : new String[] {"Deployment", Names.KIND}) {
            Await.until(
                    "the event of " + kind,
                    () -> !tenant.events(kind, "ExporterWithdrawn").isEmpty());
            assertThat(tenant.events(kind, "ExporterWithdrawn")).hasSize(1);
        }
    }

    @Test
    @Tag("once")
    default void what_was_withdrawn_is_not_tried_again_until_it_is_asked_for() {
        Tenant tenant = withdrawn("missing");
        int templates = tenant.templatesOf("registry");

        tenant.label("registry", Map.of("tier", "storage"));
        tenant.annotate("registry", "example.org/look", "again");
        anotherRound(tenant);
        assertThat(tenant.sidecar("registry")).isEmpty();
        assertThat(tenant.templatesOf("registry")).isEqualTo(templates);

        cluster().image(image(tenant, "missing")::equals, Behaviour.RUNS);
        tenant.patchExporterRetry("rex", "1");
        tenant.awaitReason("rex", "ExporterRunning");
        assertThat(tenant.deployment("registry").getMetadata().getAnnotations()).doesNotContainKey(Names.WITHDRAWN);
    }

    @Test
    @Tag("once")
    default void an_annotation_on_the_workload_asks_for_another_try_too() {
        Tenant tenant = withdrawn("missing");
        cluster().image(image(tenant, "missing")::equals, Behaviour.RUNS);

        tenant.annotate("registry", Names.RETRY, "now");

        tenant.awaitReason("rex", "ExporterRunning");
    }

    @Test
    @Tag("once")
    default void a_new_image_is_another_try() {
        Tenant tenant = withdrawn("missing");

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"image\":\"example.org/good:1\"}}}");

        tenant.awaitReason("rex", "ExporterRunning");
    }

    @Test
    @Tag("once")
    default void a_new_template_of_the_workload_is_another_try() {
        Tenant tenant = withdrawn("missing");
        cluster().image(image(tenant, "missing")::equals, Behaviour.RUNS);

        tenant.setImage("registry", "registry", "registry:2.8.4");

        tenant.awaitReason("rex", "ExporterRunning");
    }

    @Test
    @Tag("once")
    default void an_exporter_that_crashes_is_withdrawn_with_its_exit_code_and_last_line() {
        Tenant tenant = withdrawn("crashing");

        WorkloadStatus status = tenant.awaitReason("rex", "CrashLoopBackOff");

        assertThat(status.message()).contains("exit code 1 (Error): registry-exporter: … does not exist");
        Await.until("the registry", () -> tenant.runs("registry"));
    }

    @Test
    @Tag("once")
    default void a_stateful_set_comes_back_though_it_waits_for_the_pod_that_fails() {
        Tenant tenant = tenant();
        tenant.create(Manifests.statefulRegistry("registry"));
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/crashing:1'}"));

        tenant.awaitReason("rex", "CrashLoopBackOff");

        Await.until(
                "the registry's pod without the exporter",
                () -> tenant.pod("registry-0")
                        .filter(pod -> pod.getSpec().getContainers().size() == 1
                                && pod.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Ready")
                                                        && condition.getStatus().equals("True")))
                        .isPresent());
        Await.until(
                "the event", () -> !tenant.events("StatefulSet", "PodDeleted").isEmpty());
    }

    @Test
    @Tag("once")
    default void a_stateful_set_comes_back_when_the_resource_goes_though_it_waits_for_the_pod_that_fails() {
        Tenant tenant = tenant();
        tenant.create(Manifests.statefulRegistry("registry"));
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/crashing:1'}")
                + "  rollout: {withdrawOnFailure: false}\n");
        tenant.awaitReason("rex", "ExporterNotStarting");

        tenant.deleteExporter("rex");

        Await.until(
                "the registry's pod without the exporter",
                () -> tenant.pod("registry-0")
                        .filter(pod -> pod.getSpec().getContainers().size() == 1)
                        .isPresent());
        Await.until("the resource is gone", () -> tenant.exporter("rex").isEmpty());
    }

    @Test
    @Tag("once")
    default void a_younger_resource_does_not_take_out_what_fails_for_the_older_one() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.exporter("older", "registry", "{image: 'example.org/crashing:1'}")
                + "  rollout: {withdrawOnFailure: false}\n");
        tenant.awaitReason("older", "ExporterNotStarting");

        tenant.exporter("younger", "registry");
        tenant.awaitReason("younger", "OwnedByOtherResource");
        anotherRound(tenant);

        assertThat(tenant.sidecar("registry")).isPresent();
        assertThat(tenant.events("Deployment", "ExporterTakenBack")).isEmpty();
    }

    @Test
    @Tag("once")
    default void a_pod_before_the_partition_is_nobodys_to_delete() {
        Tenant tenant = tenant();
        tenant.create(Manifests.statefulRegistry("registry"));
        tenant.create(Manifests.exporter("rex", "registry", "{image: '" + image(tenant, "slow") + "'}"));
        Await.until(
                "a pod with the exporter",
                () -> tenant.pod("registry-0")
                        .filter(pod -> pod.getSpec().getContainers().size() == 2)
                        .isPresent());
        String pod = tenant.pod("registry-0").orElseThrow().getMetadata().getUid();
        tenant.patchStatefulSetSpec(
                "registry", "{\"updateStrategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"partition\":1}}}");

        tenant.annotateNamespace("registryexporter.io/inject", "false");

        tenant.awaitReason("rex", "OptedOut");
        Await.until("an observed take-back", () -> {
            StatefulSet set = tenant.statefulSet("registry");
            return Tenant.sidecar(set).isEmpty()
                    && Objects.equals(
                            set.getStatus().getObservedGeneration(),
                            set.getMetadata().getGeneration());
        });
        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"scanInterval\":\"5m\"}}}");
        Await.until(
                "another round",
                () -> tenant.status("rex")
                        .filter(status -> status.observedGeneration() == 2)
                        .isPresent());
        assertThat(tenant.pod("registry-0").orElseThrow().getMetadata().getUid())
                .isEqualTo(pod);
        assertThat(tenant.events("StatefulSet", "PodDeleted")).isEmpty();
    }

    @Test
    @Tag("once")
    default void a_pod_that_is_just_starting_is_nobodys_to_delete() {
        Tenant tenant = tenant();
        String image = image(tenant, "slow");
        tenant.create(Manifests.statefulRegistry("registry"));
        tenant.create(Manifests.exporter("older", "registry", "{image: '" + image + "'}"));
        tenant.awaitReason("older", "RolloutInProgress");
        Await.until(
                "a pod with the exporter",
                () -> tenant.pod("registry-0")
                        .filter(pod -> pod.getSpec().getContainers().size() == 2)
                        .isPresent());
        String pod = tenant.pod("registry-0").orElseThrow().getMetadata().getUid();

        tenant.create(Manifests.exporter("younger", "registry"));
        tenant.awaitReason("younger", "OwnedByOtherResource");
        tenant.patchExporter("younger", "{\"spec\":{\"exporter\":{\"scanInterval\":\"5m\"}}}");
        Await.until(
                "another round",
                () -> tenant.status("younger")
                        .filter(status -> status.observedGeneration() == 2)
                        .isPresent());

        assertThat(tenant.pod("registry-0").orElseThrow().getMetadata().getUid())
                .isEqualTo(pod);
        assertThat(tenant.events("StatefulSet", "PodDeleted")).isEmpty();
    }

    @Test
    @Tag("once")
    default void an_exporter_that_runs_out_of_memory_again_and_again_is_withdrawn() {
        Tenant tenant = withdrawn("greedy");
        assertThat(tenant.awaitReason("rex", "OOMKilled").message()).contains("exit code 137 (OOMKilled)");
    }

    @Test
    @Tag("once")
    default void a_rollout_past_its_deadline_is_withdrawn() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        Await.until("the registry", () -> tenant.runs("registry"));
        tenant.patchSpec("registry", "{\"progressDeadlineSeconds\":1}");

        tenant.create(Manifests.exporter("rex", "registry", "{image: '" + image(tenant, "stuck") + "'}"));

        assertThat(tenant.awaitReason("rex", "ProgressDeadlineExceeded").state())
                .isEqualTo(WorkloadState.WITHDRAWN);
        Await.until("the registry", () -> tenant.runs("registry"));
    }

    @Test
    @Tag("once")
    default void a_registry_that_fails_by_itself_keeps_its_exporter() {
        Tenant tenant = tenant();
        String broken = "registry:broken-" + tenant.namespace();
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}"));
        tenant.awaitReason("rex", "ExporterRunning");
        cluster().image(broken::equals, Behaviour.CRASH_LOOP);

        tenant.setImage("registry", "registry", broken);
        Await.until("its crash", () -> tenant.deployment("registry").getStatus().getUnavailableReplicas() != null);
        anotherRound(tenant);

        assertThat(tenant.sidecar("registry")).isPresent();
        assertThat(tenant.events("Deployment", "ExporterWithdrawn")).isEmpty();
    }

    @Test
    @Tag("once")
    default void while_a_resource_is_paused_a_failed_exporter_stays() {
        Tenant tenant = tenant();
        String image = image(tenant, "slow");
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: '" + image + "'}"));
        tenant.awaitReason("rex", "RolloutInProgress");
        tenant.patchExporter("rex", "{\"spec\":{\"paused\":true}}");
        tenant.awaitObservedGeneration("rex", 2);
        cluster().image(image::equals, Behaviour.CRASH_LOOP);

        tenant.awaitReason("rex", "ExporterNotStarting");
        assertThat(tenant.sidecar("registry")).isPresent();

        tenant.patchExporter("rex", "{\"spec\":{\"paused\":false}}");
        tenant.awaitReason("rex", "CrashLoopBackOff");
    }

    @Test
    @Tag("once")
    default void the_note_of_a_withdrawal_goes_with_the_resource() {
        Tenant tenant = withdrawn("missing");

        tenant.deleteExporter("rex");

        Await.until("the resource is gone", () -> tenant.exporter("rex").isEmpty());
        assertThat(tenant.deployment("registry").getMetadata().getManagedFields())
                .noneMatch(entry -> entry.getManager().equals(Names.FIELD_MANAGER));
    }

    private Tenant withdrawn(String behaviour) {
        Tenant tenant = tenant();
        tenant.registry("registry");
        Await.until("the registry", () -> tenant.runs("registry"));
        tenant.create(Manifests.exporter("rex", "registry", "{image: '" + image(tenant, behaviour) + "'}"));
        tenant.awaitReady("rex", "TargetsWithdrawn");
        return tenant;
    }

    /** An image of this tenant alone, so that another behaviour of it concerns no other test. */
    private static String image(Tenant tenant, String behaviour) {
        return "example.org/" + behaviour + ":" + tenant.namespace();
    }

    private void anotherRound(Tenant tenant) {
        double rounds = operator().metric("registry_exporter_operator_reconciliations_total{result=\"success\",}");
        tenant.annotate("registry", "example.org/look", "twice");
        Await.until(
                "another round",
                () -> operator().metric("registry_exporter_operator_reconciliations_total{result=\"success\",}")
                        > rounds + 1);
    }
}
