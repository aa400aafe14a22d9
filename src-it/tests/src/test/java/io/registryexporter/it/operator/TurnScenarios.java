package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.simulator.played.Behaviour;
import io.registryexporter.support.real.Await;
import java.util.List;
import org.junit.jupiter.api.Test;

/** During: so many registries restart at a time as the resource allows, and the next one when one runs again. */
interface TurnScenarios extends Scenarios {
    List<String> THREE = List.of("a", "b", "c");

    @Test
    default void one_registry_restarts_after_the_other() {
        Tenant tenant = three();
        String image = slow(tenant);
        tenant.create(Manifests.exporter("rex", "all", "{image: '" + image + "'}"));

        tenant.awaitReason("rex", "a", "RolloutInProgress");
        WorkloadStatus waiting = tenant.awaitReason("rex", "b", "WaitingForTurn");
        assertThat(waiting.state()).isEqualTo(WorkloadState.PENDING);
        assertThat(waiting.message()).contains("spec.rollout.maxConcurrent");
        anotherRound(tenant);
        assertThat(THREE).filteredOn(name -> tenant.sidecar(name).isPresent()).containsExactly("a");
        tenant.awaitReady("rex", "TargetsPending");

        cluster().image(image::equals, Behaviour.RUNS);

        tenant.awaitReady("rex", "AllTargetsReady");
        assertThat(tenant.events("Deployment", "ExporterInjected"))
                .extracting(event -> event.getInvolvedObject().getName())
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    default void as_many_restart_at_a_time_as_the_resource_allows() {
        Tenant tenant = three();
        String image = slow(tenant);
        tenant.create(Manifests.exporter("rex", "all", "{image: '" + image + "'}") + "  rollout: {maxConcurrent: 2}\n");

        tenant.awaitReason("rex", "c", "WaitingForTurn");
        tenant.awaitReason("rex", "b", "RolloutInProgress");
        assertThat(THREE).filteredOn(name -> tenant.sidecar(name).isPresent()).containsExactly("a", "b");
        cluster().image(image::equals, Behaviour.RUNS);
        tenant.awaitReady("rex", "AllTargetsReady");
    }

    @Test
    default void a_new_spec_in_the_middle_is_taken_up_without_a_second_storm() {
        Tenant tenant = three();
        String image = slow(tenant);
        tenant.create(Manifests.exporter("rex", "all", "{image: '" + image + "'}"));
        tenant.awaitReason("rex", "c", "WaitingForTurn");
        Await.until("the first rollout", () -> tenant.templatesOf("a") == 2);

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"image\":\"example.org/good:2\"}}}");

        tenant.awaitReady("rex", "AllTargetsReady");
        assertThat(THREE)
                .allSatisfy(
                        name -> assertThat(tenant.sidecar(name).orElseThrow().getImage())
                                .isEqualTo("example.org/good:2"));
        // Their own template, and that with the exporter; the first one had begun with the image of before.
        assertThat(tenant.templatesOf("b")).isEqualTo(2);
        assertThat(tenant.templatesOf("c")).isEqualTo(2);
        assertThat(tenant.templatesOf("a")).isEqualTo(3);
    }

    @Test
    default void a_registry_that_cannot_be_written_to_costs_the_others_no_turn() {
        Tenant tenant = tenant();
        tenant.create(Manifests.claim("a", "ReadWriteOncePod"));
        THREE.forEach(
                name -> tenant.create(RegistryManifest.named(name).app("all").yaml()));
        tenant.create(Manifests.exporter("rex", "all", "{image: 'example.org/good:1'}"));

        tenant.awaitReason("rex", "b", "ExporterRunning");
        tenant.awaitReason("rex", "c", "ExporterRunning");
        tenant.awaitReason("rex", "a", "RolloutWouldDeadlock");
    }

    @Test
    default void an_exporter_that_fails_and_stays_does_not_come_to_the_next_registry() {
        Tenant tenant = three();
        tenant.create(Manifests.exporter("rex", "all", "{image: 'example.org/missing:1'}")
                + "  rollout: {withdrawOnFailure: false}\n");

        tenant.awaitReason("rex", "a", "ExporterNotStarting");
        anotherRound(tenant);
        assertThat(THREE).filteredOn(name -> tenant.sidecar(name).isPresent()).containsExactly("a");
        assertThat(tenant.awaitReason("rex", "b", "WaitingForTurn").state()).isEqualTo(WorkloadState.PENDING);
    }

    @Test
    default void an_exporter_that_was_withdrawn_from_one_registry_does_not_come_to_the_next() {
        Tenant tenant = three();
        tenant.create(Manifests.exporter("rex", "all", "{image: 'example.org/missing:1'}"));

        tenant.awaitReason("rex", "a", "ImagePullBackOff");
        Await.until("the registry", () -> tenant.runs("a"));
        WorkloadStatus waiting = tenant.awaitReason("rex", "b", "WaitingForTurn");
        assertThat(waiting.message()).contains("withdrawn from Deployment a (ImagePullBackOff)");
        assertThat(tenant.templatesOf("b")).isEqualTo(1);

        // Who leaves that one out goes on with the others.
        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"image\":\"example.org/good:1\"}}}");
        tenant.awaitReady("rex", "AllTargetsReady");
    }

    @Test
    default void an_exporter_that_was_withdrawn_does_not_wait_in_a_registry_that_does_not_run_either() {
        Tenant tenant = tenant();
        tenant.create(RegistryManifest.named("a").app("all").yaml());
        tenant.create(RegistryManifest.named("b")
                .app("all")
                .yaml()
                .replace("spec:\n  selector", "spec:\n  replicas: 0\n  selector"));
        Await.until("the registry", () -> tenant.runs("a"));
        tenant.annotate("b", "registryexporter.io/inject", "false");
        tenant.create(Manifests.exporter("rex", "all", "{image: 'example.org/missing:1'}"));
        tenant.awaitReason("rex", "a", "ImagePullBackOff");

        tenant.annotate("b", "registryexporter.io/inject", "true");

        assertThat(tenant.awaitReason("rex", "b", "WaitingForTurn").message()).contains("withdrawn from Deployment a");
        assertThat(tenant.sidecar("b")).isEmpty();
    }

    @Test
    default void an_exporter_that_begins_to_fail_while_the_next_one_may_not_come_is_withdrawn() {
        Tenant tenant = three();
        String image = "example.org/good:" + tenant.namespace();
        tenant.create(Manifests.exporter("rex", "all", "{image: '" + image + "'}"));
        tenant.awaitReady("rex", "AllTargetsReady");
        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"image\":\"example.org/missing:1\"}}}");
        List<String> others = others(tenant.awaitReason("rex", "ImagePullBackOff"));
        others.forEach(name -> tenant.awaitReason("rex", name, "WaitingForTurn"));
        assertThat(others)
                .allMatch(name -> tenant.sidecar(name).orElseThrow().getImage().equals(image));

        cluster().image(image::equals, Behaviour.CRASH_LOOP);

        others.forEach(name -> tenant.awaitReason("rex", name, "CrashLoopBackOff"));
        THREE.forEach(name -> Await.until("registry " + name, () -> tenant.runs(name)));
        assertThat(THREE).allMatch(name -> tenant.sidecar(name).isEmpty());
    }

    @Test
    default void registries_are_given_back_one_after_the_other() {
        Tenant tenant = tenant();
        String registry = "registry:slow-" + tenant.namespace();
        THREE.forEach(name -> tenant.create(
                RegistryManifest.named(name).app("all").image(registry).yaml()));
        tenant.create(Manifests.exporter("rex", "all", "{image: 'example.org/good:1'}"));
        tenant.awaitReady("rex", "AllTargetsReady");
        cluster().image(registry::equals, Behaviour.SLOW);

        tenant.annotateNamespace("registryexporter.io/inject", "false");

        List<String> others = others(tenant.awaitReason("rex", "OptedOut"));
        others.forEach(name -> tenant.awaitReason("rex", name, "WaitingForTurn"));
        assertThat(THREE).filteredOn(name -> tenant.sidecar(name).isPresent()).containsExactlyElementsOf(others);

        cluster().image(registry::equals, Behaviour.RUNS);
        THREE.forEach(tenant::awaitTakenBack);
    }

    /** All but the first; which one that is depends on whose controller has told the end of its last rollout. */
    private static List<String> others(WorkloadStatus first) {
        return THREE.stream().filter(name -> !name.equals(first.name())).toList();
    }

    /** Three registries that run: their own template is the first one. */
    private Tenant three() {
        Tenant tenant = tenant();
        THREE.forEach(
                name -> tenant.create(RegistryManifest.named(name).app("all").yaml()));
        THREE.forEach(name -> Await.until("registry " + name, () -> tenant.runs(name)));
        return tenant;
    }

    /** An image of this tenant alone, so that it runs when the test says so. */
    private static String slow(Tenant tenant) {
        return "example.org/slow:" + tenant.namespace();
    }

    private void anotherRound(Tenant tenant) {
        double rounds = operator().metric("registry_exporter_operator_reconciliations_total{result=\"success\",}");
        tenant.annotate("a", "example.org/look", "again");
        Await.until(
                "another round",
                () -> operator().metric("registry_exporter_operator_reconciliations_total{result=\"success\",}")
                        > rounds + 1);
    }
}
