package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.support.real.Await;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the exporter comes into a workload. */
interface InjectionScenarios extends Scenarios {

    @Test
    default void a_registry_that_was_there_first_gets_its_exporter() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");

        Container sidecar = tenant.awaitInjected("registry");

        assertThat(sidecar.getArgs())
                .containsExactly(
                        "/var/lib/registry/docker/registry/v2",
                        "--web.listen-address=:8080",
                        "--scan.interval=60s",
                        "--registry.version=2");
        assertThat(sidecar.getVolumeMounts()).singleElement().satisfies(mount -> {
            assertThat(mount.getName()).isEqualTo("storage");
            assertThat(mount.getMountPath()).isEqualTo("/var/lib/registry");
            assertThat(mount.getReadOnly()).isTrue();
        });
        assertThat(sidecar.getReadinessProbe()).isNull();
        assertThat(sidecar.getStartupProbe()).isNull();
        assertThat(tenant.marker("registry")).contains("rex");
    }

    @Test
    default void a_registry_that_comes_later_gets_its_exporter() {
        Tenant tenant = tenant();
        tenant.exporter("rex", "registry");
        tenant.awaitReady("rex", "NoTargets");
        tenant.registry("registry");

        tenant.awaitInjected("registry");
        WorkloadStatus status = tenant.awaitReason("rex", "RolloutInProgress");

        assertThat(status.state()).isEqualTo(WorkloadState.ROLLING_OUT);
        assertThat(status.container()).isEqualTo("registry");
        assertThat(status.volume()).isEqualTo("storage");
        assertThat(status.path()).isEqualTo("/var/lib/registry/docker/registry/v2");
        assertThat(status.image()).startsWith("ghcr.io/registry-exporter/exporter:");
    }

    @Test
    default void the_registrys_own_container_and_the_rest_of_its_workload_stay_as_they_were() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        var before = tenant.deployment("registry").getSpec();
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");

        var after = tenant.deployment("registry").getSpec();
        after.getTemplate()
                .getSpec()
                .getContainers()
                .removeIf(container -> container.getName().equals(Names.CONTAINER));

        after.getTemplate().getMetadata().getAnnotations().remove(Names.APPLIED);
        assertThat(after).isEqualTo(before);
    }

    @Test
    default void the_exporter_runs_as_the_user_of_the_registry_whose_storage_nobody_else_may_read() {
        Tenant tenant = tenant();
        tenant.create(RegistryManifest.named("registry")
                .yaml()
                .replace(
                        "        ports:",
                        "        securityContext: {runAsUser: 1000, runAsGroup: 1000}\n        ports:"));
        tenant.exporter("rex", "registry");

        SecurityContext context = tenant.awaitInjected("registry").getSecurityContext();

        assertThat(context.getRunAsUser()).isEqualTo(1000L);
        assertThat(context.getRunAsGroup()).isEqualTo(1000L);
        assertThat(context.getRunAsNonRoot()).isTrue();
        assertThat(context.getReadOnlyRootFilesystem()).isTrue();
    }

    @Test
    default void a_security_context_of_the_resource_changes_only_the_fields_that_it_has() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.exporter(
                "rex", "registry", "{securityContext: {capabilities: {add: [CAP_SYS_ADMIN]}, runAsUser: 0}}"));

        SecurityContext context = tenant.awaitInjected("registry").getSecurityContext();

        assertThat(context.getAllowPrivilegeEscalation()).isNull();
        assertThat(context.getRunAsUser()).isZero();
        assertThat(context.getRunAsNonRoot()).isNull();
        assertThat(context.getReadOnlyRootFilesystem()).isTrue();
    }

    @Test
    default void annotations_of_the_resource_come_to_the_pods_and_go_with_the_exporter() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.exporter(
                "rex", "registry", "{image: 'example.org/good:1', podAnnotations: {mesh.example.org/skip: '8080'}}"));

        tenant.awaitReason("rex", "ExporterRunning");
        assertThat(podAnnotations(tenant)).containsEntry("mesh.example.org/skip", "8080");
        assertQuiet(tenant, "registry");

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"podAnnotations\":null}}}");

        Await.until("no annotation", () -> !podAnnotations(tenant).containsKey("mesh.example.org/skip"));
        tenant.awaitReason("rex", "ExporterRunning");
    }

    @Test
    default void an_annotation_of_somebody_else_is_a_conflict() {
        Tenant tenant = tenant();
        tenant.create(RegistryManifest.named("registry")
                .yaml()
                .replace(
                        "      labels: {app: registry}\n    spec:",
                        "      labels: {app: registry}\n      annotations: {mesh.example.org/skip: '443'}\n    spec:"));
        tenant.create(Manifests.exporter("rex", "registry", "{podAnnotations: {mesh.example.org/skip: '8080'}}"));

        assertThat(tenant.awaitReason("rex", "OwnedByOtherManager").message()).contains("mesh.example.org/skip");
        assertThat(tenant.sidecar("registry")).isEmpty();
        assertThat(podAnnotations(tenant)).containsEntry("mesh.example.org/skip", "443");
    }

    private static Map<String, String> podAnnotations(Tenant tenant) {
        return tenant.deployment("registry")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations();
    }

    @Test
    default void a_pod_that_was_guaranteed_is_told_that_it_is_no_longer() {
        Tenant tenant = tenant();
        tenant.create(
                RegistryManifest.named("registry")
                        .yaml()
                        .replace(
                                "          requests: {cpu: 1000m, memory: 128Mi}",
                                "          requests: {cpu: 1000m, memory: 128Mi}\n          limits: {cpu: 1000m, memory: 128Mi}"));
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}"));

        assertThat(tenant.awaitReason("rex", "ExporterRunning").message())
                .contains("no longer of QoS class Guaranteed");

        String equal = "{\"cpu\":\"100m\",\"memory\":\"256Mi\"}";
        tenant.patchExporter(
                "rex",
                "{\"spec\":{\"exporter\":{\"resources\":{\"requests\":" + equal + ",\"limits\":" + equal + "}}}}");

        Await.until(
                "no warning",
                () -> tenant.workload("rex", "registry")
                        .filter(status -> status.reason().equals("ExporterRunning")
                                && !status.message().contains("Guaranteed"))
                        .isPresent());
    }

    @Test
    default void a_stateful_set_shares_the_same_part_of_its_claim() {
        Tenant tenant = tenant();
        tenant.create(Manifests.statefulRegistry("registry"));
        tenant.exporter("rex", "registry");

        Container sidecar = Await.found("sidecar", () -> Tenant.sidecar(tenant.statefulSet("registry")));

        assertThat(sidecar.getArgs()).contains("/data/registry/docker/registry/v2", "--registry.version=3");
        assertThat(sidecar.getVolumeMounts())
                .singleElement()
                .satisfies(mount -> assertThat(mount.getSubPath()).isEqualTo("one"));
    }

    @Test
    default void a_change_of_the_resource_reaches_the_container() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");

        tenant.patchExporter(
                "rex",
                "{\"spec\":{\"exporter\":{\"port\":9090,\"env\":[{\"name\":\"A\",\"value\":\"\"}],"
                        + "\"resources\":{\"limits\":{\"cpu\":\"1000m\"}}}}}");

        Await.until(
                "the new port",
                () -> tenant.sidecar("registry").orElseThrow().getPorts().stream()
                        .allMatch(port -> port.getContainerPort() == 9090));
        assertThat(tenant.sidecar("registry").orElseThrow().getPorts()).hasSize(1);
        assertQuiet(tenant, "registry");

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"env\":null,\"resources\":null}}}");

        Await.until(
                "no variable",
                () -> tenant.sidecar("registry").orElseThrow().getEnv().isEmpty());
        assertThat(tenant.sidecar("registry").orElseThrow().getResources().getLimits())
                .containsOnlyKeys("memory");
        assertQuiet(tenant, "registry");
    }

    @Test
    default void a_recreated_workload_gets_a_new_exporter() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");

        tenant.deleteDeployment("registry");
        tenant.awaitReady("rex", "NoTargets");
        tenant.registry("registry");

        tenant.awaitInjected("registry");
    }

    @Test
    default void an_exporter_that_was_put_there_by_hand_is_left_alone() {
        Tenant tenant = tenant();
        tenant.create(RegistryManifest.named("registry")
                .container("exporter", "skycirrus/docker-registry-exporter:v1.0.0")
                .yaml());
        tenant.exporter("rex", "registry");

        WorkloadStatus status = tenant.awaitReason("rex", "AlreadyPresent");

        assertThat(status.state()).isEqualTo(WorkloadState.SKIPPED);
        assertThat(tenant.sidecar("registry")).isEmpty();
        tenant.awaitReady("rex", "AllTargetsReady");
    }

    @Test
    default void the_storage_is_found_in_the_configuration_of_a_config_map() {
        Tenant tenant = tenant();
        tenant.create("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: registry-config}
                data:
                  config.yml: |
                    version: 0.1
                    storage: {filesystem: {rootdirectory: /srv/images}, delete: {enabled: true}}
                """);
        tenant.create(RegistryManifest.named("registry")
                .mountPath("/srv")
                .configMap("registry-config", "/etc/docker/registry")
                .yaml());
        tenant.exporter("rex", "registry");

        Container sidecar = tenant.awaitInjected("registry");

        assertThat(sidecar.getArgs()).contains("/srv/images/docker/registry/v2");
    }

    @Test
    default void a_registry_on_object_storage_is_skipped_and_costs_the_other_nothing() {
        Tenant tenant = tenant();
        tenant.create(RegistryManifest.named("s3")
                .app("all")
                .env("REGISTRY_STORAGE", "s3")
                .yaml());
        tenant.create(RegistryManifest.named("disk").app("all").yaml());
        tenant.exporter("rex", "all");

        tenant.awaitInjected("disk");
        assertThat(tenant.awaitReason("rex", "NotFilesystem").message()).contains("s3");
        assertThat(tenant.sidecar("s3")).isEmpty();
        Await.until(
                "two targets",
                () -> tenant.status("rex")
                        .filter(status -> status.targets() == 2 && status.injected() == 1)
                        .isPresent());
    }

    @Test
    default void while_a_resource_is_paused_nothing_is_written() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry") + "  paused: true\n");

        WorkloadStatus status = tenant.awaitReason("rex", "Paused");

        assertThat(status.message()).contains("inject");
        assertThat(tenant.sidecar("registry")).isEmpty();

        tenant.patchExporter("rex", "{\"spec\":{\"paused\":false}}");
        tenant.awaitInjected("registry");
    }

    /** Nothing is left to do: the generation stands while the operator looks again. */
    private void assertQuiet(Tenant tenant, String deployment) {
        // The write that a test has just seen is counted at the end of its round.
        touch(tenant, deployment);
        long generation = tenant.generation(deployment);
        double writes = operator().metric("registry_exporter_operator_workload_writes_total{outcome=\"done\",}");
        touch(tenant, deployment);
        assertThat(operator().metric("registry_exporter_operator_workload_writes_total{outcome=\"done\",}"))
                .isEqualTo(writes);
        // Annotations count as a change of a Deployment, but only that of this test.
        assertThat(tenant.generation(deployment)).isLessThanOrEqualTo(generation + 1);
    }

    /** Changes the workload, and waits until the operator has looked at a workload again. */
    private void touch(Tenant tenant, String deployment) {
        double rounds = operator().metric("registry_exporter_operator_reconciliations_total{result=\"success\",}");
        tenant.annotate(deployment, "example.org/touched", String.valueOf(System.nanoTime()));
        Await.until(
                "another round",
                () -> operator().metric("registry_exporter_operator_reconciliations_total{result=\"success\",}")
                        > rounds);
    }
}
