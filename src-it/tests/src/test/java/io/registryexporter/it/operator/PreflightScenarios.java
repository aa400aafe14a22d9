package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.simulator.played.Behaviour;
import io.registryexporter.support.real.Await;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before: an exporter that would not run costs its registry no restart. On one JDK, because a preflight is looked at in seconds. */
interface PreflightScenarios extends Scenarios {
    @Test
    @Tag("once")
    default void the_registry_is_untouched_until_the_first_scan_of_its_preflight_has_ended() {
        Tenant tenant = running();
        long generation = tenant.generation("registry");
        String image = image(tenant, "scanning");
        cluster().image(image::equals, Behaviour.SCANS);
        tenant.create(exporter(image, "Auto"));

        WorkloadStatus status = tenant.awaitReason("rex", "PreflightRunning");
        Pod preflight = tenant.preflights().get(0);
        assertThat(status.state()).isEqualTo(WorkloadState.PENDING);
        assertThat(tenant.generation("registry")).isEqualTo(generation);
        anotherRound(tenant);
        assertThat(tenant.templatesOf("registry")).isEqualTo(1);

        cluster().image(image::equals, Behaviour.RUNS);
        tenant.awaitInjected("registry");
        tenant.awaitReason("rex", "ExporterRunning");
        assertThat(tenant.preflights()).isEmpty();
        assertThat(tenant.templatesOf("registry")).isEqualTo(2);
        assertIsTheExporterBesideTheRegistry(
                preflight, tenant.sidecar("registry").orElseThrow());
    }

    private static void assertIsTheExporterBesideTheRegistry(Pod preflight, Container injected) {
        Container ran = preflight.getSpec().getContainers().stream()
                .filter(container -> Names.CONTAINER.equals(container.getName()))
                .findFirst()
                .orElseThrow();
        assertThat(ran.getImage()).isEqualTo(injected.getImage());
        assertThat(ran.getArgs()).isEqualTo(injected.getArgs());
        assertThat(ran.getResources()).isEqualTo(injected.getResources());
        assertThat(ran.getSecurityContext()).isEqualTo(injected.getSecurityContext());
        assertThat(ran.getVolumeMounts()).containsAll(injected.getVolumeMounts());
        assertThat(preflight.getSpec().getVolumes()).anySatisfy(volume -> {
            assertThat(volume.getPersistentVolumeClaim().getClaimName()).isEqualTo("registry");
            assertThat(volume.getPersistentVolumeClaim().getReadOnly()).isTrue();
        });
        assertThat(preflight.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(preflight.getMetadata().getLabels()).containsOnlyKeys(Names.PREFLIGHT);
        assertThat(preflight.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getKind()).isEqualTo(Names.KIND));
    }

    @ParameterizedTest
    @Tag("once")
    @CsvSource({
        "missing, IMAGE_PULL_BACK_OFF, not found",
        "crashing, CRASH_LOOP, does not exist",
        "greedy, OOM_KILLED, OOMKilled",
        "refusing, CREATE_CONTAINER_ERROR, no command specified"
    })
    default void a_failed_preflight_writes_nothing_and_has_the_words_of_its_pod(
            String name, Behaviour behaviour, String words) {
        Tenant tenant = running();
        long generation = tenant.generation("registry");
        String image = image(tenant, name);
        cluster().image(image::equals, behaviour);
        tenant.create(exporter(image, "Auto"));

        WorkloadStatus status = tenant.awaitReason("rex", "PreflightFailed");

        assertThat(status.state()).isEqualTo(WorkloadState.FAILED);
        assertThat(status.message()).contains(words, "nothing was written", Names.RETRY);
        assertThat(tenant.generation("registry")).isEqualTo(generation);
        Await.until("no preflight is left", () -> tenant.preflights().isEmpty());
        anotherRound(tenant);
        assertThat(tenant.preflights()).isEmpty();
        assertThat(tenant.templatesOf("registry")).isEqualTo(1);
        assertThat(tenant.events("Deployment", "PreflightFailed")).hasSize(1);

        cluster().image(image::equals, Behaviour.RUNS);
        tenant.patchExporterRetry("rex", "1");
        tenant.awaitReason("rex", "ExporterRunning");
    }

    @Test
    @Tag("once")
    default void a_preflight_that_stays_pending_fails_after_the_progress_deadline() {
        Tenant tenant = tenant();
        tenant.create(RegistryManifest.named("registry").yaml().replace("spec:\n  selector", """
                spec:
                  progressDeadlineSeconds: 3
                  selector"""));
        Await.until("the registry", () -> tenant.runs("registry"));
        long generation = tenant.generation("registry");
        String image = image(tenant, "pending");
        cluster().image(image::equals, Behaviour.NEVER_SCHEDULED);
        tenant.create(exporter(image, "Auto"));

        WorkloadStatus status = tenant.awaitReason("rex", "PreflightFailed");

        assertThat(status.message()).contains("0/1 nodes are available");
        assertThat(tenant.generation("registry")).isEqualTo(generation);
    }

    @Test
    @Tag("once")
    default void an_opt_out_ends_the_preflight_and_so_does_the_end_of_the_resource() {
        Tenant tenant = running();
        String image = image(tenant, "scanning");
        cluster().image(image::equals, Behaviour.SCANS);
        tenant.create(exporter(image, "Auto"));
        tenant.awaitReason("rex", "PreflightRunning");

        tenant.annotate("registry", Names.INJECT, "false");
        Await.until("no preflight is left", () -> tenant.preflights().isEmpty());

        tenant.annotate("registry", Names.INJECT, "true");
        tenant.awaitReason("rex", "PreflightRunning");
        tenant.deleteExporter("rex");
        Await.until("no preflight is left", () -> tenant.preflights().isEmpty());
        assertThat(tenant.templatesOf("registry")).isEqualTo(1);
    }

    @Test
    @Tag("once")
    default void a_preflight_that_is_given_up_lets_the_next_target_have_its_own() {
        Tenant tenant = tenant();
        String image = image(tenant, "scanning");
        cluster().image(image::equals, Behaviour.SCANS);
        for (String name : List.of("a", "b")) {
            tenant.create(RegistryManifest.named(name).app("all").yaml());
            Await.until("registry " + name, () -> tenant.runs(name));
        }
        tenant.create(exporter(image, "Auto").replace("app: registry", "app: all"));
        tenant.awaitReason("rex", "a", "PreflightRunning");
        tenant.awaitReason("rex", "b", "WaitingForTurn");

        tenant.annotate("a", Names.INJECT, "false");

        tenant.awaitReason("rex", "b", "PreflightRunning");
        assertThat(tenant.preflights()).hasSize(1);
    }

    @Test
    @Tag("once")
    default void another_image_gets_a_preflight_before_the_registry_restarts_for_it() {
        Tenant tenant = running();
        tenant.create(exporter(image(tenant, "good"), "Auto"));
        tenant.awaitReason("rex", "ExporterRunning");
        long generation = tenant.generation("registry");
        String missing = image(tenant, "missing");
        cluster().image(missing::equals, Behaviour.IMAGE_PULL_BACK_OFF);

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"image\":\"" + missing + "\"}}}");

        tenant.awaitReason("rex", "PreflightFailed");
        assertThat(tenant.generation("registry")).isEqualTo(generation);
        assertThat(tenant.sidecar("registry").orElseThrow().getImage()).isEqualTo(image(tenant, "good"));
        assertThat(tenant.status("rex").orElseThrow().injected()).isEqualTo(1);
    }

    @Test
    @Tag("once")
    default void where_no_preflight_can_run_the_resource_decides() {
        Tenant tenant = tenant();
        String pending = image(tenant, "unschedulable-registry");
        cluster().image(pending::equals, Behaviour.NEVER_SCHEDULED);
        tenant.create(RegistryManifest.named("registry").image(pending).yaml());
        tenant.create(exporter(image(tenant, "good"), "Required")
                .replace("selector:", "registry: {container: registry}\n  selector:"));
        WorkloadStatus refused = tenant.awaitReason("rex", "PreflightFailed");
        assertThat(refused.message()).contains("no pod of the registry runs", "Required");
        assertThat(tenant.sidecar("registry")).isEmpty();

        tenant.patchExporter("rex", "{\"spec\":{\"rollout\":{\"preflight\":\"Auto\"}}}");

        tenant.awaitInjected("registry");
        Await.until(
                "the message",
                () -> tenant.workload("rex", "registry").orElseThrow().message().contains("no preflight ran"));
    }

    @Test
    @Tag("once")
    default void targets_that_are_equal_on_one_node_share_a_preflight() {
        Tenant tenant = tenant();
        for (String name : List.of("a", "b")) {
            tenant.create(RegistryManifest.named(name)
                    .app("all")
                    .yaml()
                    .replace("claimName: " + name, "claimName: shared")
                    .replace("matchLabels: {app: all}", "matchLabels: {name: " + name + "}")
                    .replace("      labels: {app: all}", "      labels: {name: " + name + "}"));
            Await.until("registry " + name, () -> tenant.runs(name));
        }
        tenant.create(exporter(image(tenant, "good"), "Required").replace("app: registry", "app: all"));

        tenant.awaitReady("rex", "AllTargetsReady");

        assertThat(tenant.events("Deployment", "ExporterInjected")).hasSize(2);
        assertThat(operator()
                        .log()
                        .lines()
                        .filter(line -> line.contains("PreflightRunning")
                                && line.contains("namespace=" + tenant.namespace() + " ")))
                .hasSize(1);
    }

    @Test
    @Tag("once")
    default void a_registry_whose_storage_ends_with_its_pod_is_not_restarted() {
        Tenant tenant = tenant();
        tenant.create(RegistryManifest.named("registry")
                .yaml()
                .replace("persistentVolumeClaim: {claimName: registry}", "emptyDir: {}"));
        Await.until("the registry", () -> tenant.runs("registry"));
        long generation = tenant.generation("registry");
        tenant.create(exporter(image(tenant, "good"), "Auto"));

        WorkloadStatus status = tenant.awaitReason("rex", "RolloutWouldLoseData");
        assertThat(status.message()).contains("emptyDir storage", "spec.rollout.dataLoss");
        assertThat(tenant.generation("registry")).isEqualTo(generation);

        tenant.patchExporter("rex", "{\"spec\":{\"rollout\":{\"dataLoss\":\"Accept\"}}}");
        tenant.awaitReason("rex", "ExporterRunning");

        tenant.patchExporter("rex", "{\"spec\":{\"rollout\":{\"dataLoss\":\"Refuse\"}}}");
        tenant.annotate("registry", Names.INJECT, "false");
        tenant.awaitTakenBack("registry");
        Await.until(
                "the event",
                () -> tenant.events("Deployment", "ExporterTakenBack").stream()
                        .anyMatch(event -> event.getMessage().contains("loses its images")));
    }

    @Test
    @Tag("once")
    default void an_exporter_that_has_just_started_is_not_ready_yet() {
        Tenant tenant = running();
        String image = image(tenant, "young");
        cluster().image(image::equals, Behaviour.STARTED);
        tenant.create(exporter(image, "\"Off\""));

        WorkloadStatus status = tenant.awaitReason("rex", "RolloutInProgress");
        Await.until("the registry", () -> tenant.runs("registry"));
        anotherRound(tenant);
        assertThat(status.state()).isEqualTo(WorkloadState.ROLLING_OUT);
        assertThat(tenant.workload("rex", "registry").orElseThrow().state()).isEqualTo(WorkloadState.ROLLING_OUT);
        tenant.awaitReason("rex", "ExporterRunning");
    }

    /** A registry whose pod runs. */
    private Tenant running() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        Await.until("the registry", () -> tenant.runs("registry"));
        return tenant;
    }

    private static String image(Tenant tenant, String name) {
        return "example.org/preflight/" + tenant.namespace() + "/" + name + ":1";
    }

    private static String exporter(String image, String preflight) {
        return Manifests.exporter("rex", "registry", "{image: '" + image + "'}") + "  rollout: {preflight: " + preflight
                + "}\n";
    }

    /** Waits until the operator has looked at the workload once more. */
    private void anotherRound(Tenant tenant) {
        double rounds = operator().metric("registry_exporter_operator_reconciliations_total{result=\"success\",}");
        tenant.annotate("registry", "example.org/touched", String.valueOf(System.nanoTime()));
        Await.until(
                "another round",
                () -> operator().metric("registry_exporter_operator_reconciliations_total{result=\"success\",}")
                        > rounds);
    }
}
