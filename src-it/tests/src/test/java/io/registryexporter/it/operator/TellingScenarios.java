package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.support.real.Await;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What users are told meanwhile. */
interface TellingScenarios extends Scenarios {

    @Test
    default void each_change_is_told_once_on_the_resource_and_on_the_workload() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/missing:1'}")
                + "  rollout: {withdrawOnFailure: false}\n");
        tenant.awaitReason("rex", "ExporterNotStarting");

        for (String kind : List.of("Deployment", Names.KIND)) {
            Await.until(
                    "events of " + kind,
                    () -> !tenant.events(kind, "ExporterNotStarting").isEmpty());
            assertThat(tenant.events(kind, "ExporterInjected"))
                    .extracting(Event::getType)
                    .containsExactly("Normal");
            assertThat(tenant.events(kind, "ExporterNotStarting"))
                    .extracting(Event::getType)
                    .containsExactly("Warning");
            assertThat(tenant.events(kind, "RolloutInProgress")).isEmpty();
        }
    }

    @Test
    default void a_good_state_is_told_on_the_resource_alone() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}"));

        Await.until(
                "the event of the resource",
                () -> tenant.events(Names.KIND, "ExporterRunning").size() == 1);
        assertThat(tenant.events("Deployment", "ExporterRunning")).isEmpty();
    }

    @Test
    default void the_status_is_about_the_newest_spec_and_its_transition_time_stands() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitReady("rex", "TargetsRollingOut");
        String since = tenant.status("rex").orElseThrow().conditions().get(0).getLastTransitionTime();

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"scanInterval\":\"5m\"}}}");

        RegistryExporterStatus status = Await.found(
                "observed generation 2",
                () -> tenant.status("rex").filter(written -> written.observedGeneration() == 2));
        assertThat(status.conditions()).first().satisfies(condition -> {
            assertThat(condition.getObservedGeneration()).isEqualTo(2);
            assertThat(condition.getLastTransitionTime()).isEqualTo(since);
        });
    }

    @Test
    default void a_rollout_is_followed_until_the_exporter_runs() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}"));

        WorkloadStatus status = tenant.awaitReason("rex", "ExporterRunning");

        assertThat(status.state()).isEqualTo(WorkloadState.READY);
        assertThat(status.image()).isEqualTo("example.org/good:1");
        tenant.awaitReady("rex", "AllTargetsReady");
        assertThat(tenant.status("rex").orElseThrow().ready()).isEqualTo(1);
    }

    @Test
    default void an_image_that_cannot_be_pulled_is_named_with_its_pod() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/missing:1'}")
                + "  rollout: {withdrawOnFailure: false}\n");

        WorkloadStatus status = tenant.awaitReason("rex", "ExporterNotStarting");

        assertThat(status.state()).isEqualTo(WorkloadState.FAILED);
        assertThat(status.message())
                .contains("container registry-exporter of pod registry-")
                .contains("ImagePullBackOff");
        tenant.awaitReady("rex", "TargetsFailed");
    }

    @Test
    default void an_exporter_that_crashes_is_told_with_its_exit_code() {
        Tenant tenant = tenant();
        tenant.create(Manifests.statefulRegistry("registry"));
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/crashing:1'}")
                + "  rollout: {withdrawOnFailure: false}\n");

        WorkloadStatus status = tenant.awaitReason("rex", "ExporterNotStarting");

        assertThat(status.message()).contains("CrashLoopBackOff").contains("exit code 1");
    }

    @Test
    default void the_operator_tells_of_itself() {
        assertThat(operator().status("/-/healthy")).isEqualTo(200);
        assertThat(operator().status("/-/ready")).isEqualTo(200);
        assertThat(operator().status("/elsewhere")).isEqualTo(404);
        assertThat(operator().metric("registry_exporter_operator_leader")).isEqualTo(1);
        assertThat(operator().metrics())
                .contains("registry_exporter_operator_workloads{state=\"Skipped\",reason=\"NotFilesystem\",}");
    }

    @Test
    default void what_a_controller_has_seen_before_the_operator_looks_again_is_not_missed() {
        Tenant tenant = tenant();
        List<String> names = IntStream.range(0, 12).mapToObj(i -> "idle-" + i).toList();
        names.forEach(name -> tenant.create(RegistryManifest.named(name)
                .app("idle")
                .yaml()
                .replace("spec:\n  selector", "spec:\n  replicas: 0\n  selector")));
        tenant.exporter("rex", "idle");

        tenant.awaitReady("rex", "AllTargetsReady");

        assertThat(tenant.status("rex").orElseThrow().workloads())
                .hasSize(names.size())
                .allMatch(workload -> workload.reason().equals("ScaledToZero"));
    }

    @Test
    default void an_object_that_controls_the_workload_is_named() {
        Tenant tenant = tenant();
        tenant.create(
                RegistryManifest.named("registry")
                        .yaml()
                        .replace(
                                "  labels: {app: registry}\nspec:",
                                "  labels: {app: registry}\n  ownerReferences: [{apiVersion: goharbor.io/v1beta1, kind: Harbor,"
                                        + " name: my-harbor, uid: 0b1e0b1e-0000-4000-8000-000000000000, controller: true}]\nspec:"));
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}"));

        assertThat(tenant.awaitReason("rex", "ExporterRunning").message())
                .contains("Deployment registry is controlled by Harbor my-harbor, whose operator may remove the"
                        + " exporter");
    }
}
