package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.support.real.Await;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How it goes again. */
interface GivingBackScenarios extends Scenarios {

    @Test
    default void the_opt_out_of_a_workload_takes_the_exporter_back_until_it_is_gone() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");

        tenant.annotate("registry", Names.INJECT, "false");
        tenant.awaitTakenBack("registry");
        assertThat(tenant.awaitReason("rex", "OptedOut").state()).isEqualTo(WorkloadState.SKIPPED);

        tenant.annotate("registry", Names.INJECT, "true");
        tenant.awaitInjected("registry");
    }

    @Test
    default void the_opt_out_of_a_namespace_counts_but_for_workloads_that_say_otherwise() {
        Tenant tenant = tenant();
        tenant.registry("out");
        tenant.registry("in");
        tenant.annotate("in", Names.INJECT, "true");
        tenant.exporter("rex-out", "out");
        tenant.exporter("rex-in", "in");
        tenant.awaitInjected("out");
        tenant.awaitInjected("in");

        tenant.annotateNamespace(Names.INJECT, "false");

        tenant.awaitTakenBack("out");
        assertThat(tenant.sidecar("in")).isPresent();
    }

    @Test
    default void a_workload_that_is_not_selected_any_more_gives_the_exporter_back() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");

        tenant.label("registry", Map.of("app", "other"));

        tenant.awaitTakenBack("registry");
        tenant.awaitReady("rex", "NoTargets");
    }

    @Test
    default void a_selector_that_moves_on_takes_its_exporter_along() {
        Tenant tenant = tenant();
        tenant.registry("old");
        tenant.registry("new");
        tenant.exporter("rex", "old");
        tenant.awaitInjected("old");

        tenant.patchExporter("rex", "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"new\"}}}}");

        tenant.awaitTakenBack("old");
        tenant.awaitInjected("new");
    }

    @Test
    default void the_end_of_a_resource_is_the_end_of_its_exporter() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");

        tenant.deleteExporter("rex");

        tenant.awaitTakenBack("registry");
        Await.until("the resource is gone", () -> tenant.exporter("rex").isEmpty());
        assertThat(tenant.deployment("registry").getMetadata().getManagedFields())
                .noneMatch(entry -> entry.getManager().equals(Names.FIELD_MANAGER));
    }

    @Test
    default void of_two_resources_the_older_has_the_workload_and_hands_it_over_at_its_end() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        // Of two that are of one second the first by name is the older one.
        tenant.exporter("first", "registry");
        tenant.awaitInjected("registry");
        tenant.exporter("second", "registry");

        WorkloadStatus conflict = tenant.awaitReason("second", "OwnedByOtherResource");
        assertThat(conflict.state()).isEqualTo(WorkloadState.CONFLICT);
        assertThat(conflict.message()).contains("first");
        assertThat(tenant.marker("registry")).contains("first");
        long generation = tenant.generation("registry");

        tenant.deleteExporter("first");

        Await.until("the marker of the second", () -> tenant.marker("registry").equals(Optional.of("second")));
        assertThat(tenant.sidecar("registry")).isPresent();
        // One change, of the annotations: no pod was restarted.
        assertThat(tenant.generation("registry")).isEqualTo(generation + 1);
    }

    @Test
    default void a_selector_that_is_narrowed_hands_the_workload_over_to_the_next() {
        Tenant tenant = tenant();
        List<String> names = IntStream.range(0, 8).mapToObj(i -> "r" + i).toList();
        names.forEach(name -> {
            tenant.registry(name);
            tenant.exporter("older-" + name, name);
        });
        names.forEach(name -> tenant.exporter("younger-" + name, name));
        names.forEach(name -> tenant.awaitReason("younger-" + name, "OwnedByOtherResource"));

        names.forEach(name -> tenant.patchExporter(
                "older-" + name, "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"nothing\"}}}}"));

        names.forEach(name -> Await.until(
                "the marker of the younger of " + name,
                () -> tenant.marker(name).equals(Optional.of("younger-" + name))));
        names.forEach(name -> tenant.awaitReady("older-" + name, "NoTargets"));
    }

    @Test
    default void what_somebody_else_has_written_too_is_told_once_and_not_written_again() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        tenant.coOwnExporter("registry", "flux");

        tenant.label("registry", Map.of("app", "other"));
        WorkloadStatus status = tenant.awaitReason("rex", "OwnedByOtherManager");

        assertThat(status.message()).contains("flux");
        double writes = operator().metric("registry_exporter_operator_workload_writes_total{outcome=\"done\",}");
        tenant.annotate("registry", "example.org/look", "again");
        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"scanInterval\":\"5m\"}}}");
        Await.until(
                "a round for the new spec",
                () -> tenant.status("rex")
                        .filter(written -> written.observedGeneration() == 2)
                        .isPresent());
        assertThat(operator().metric("registry_exporter_operator_workload_writes_total{outcome=\"done\",}"))
                .isEqualTo(writes);
        assertThat(tenant.events("Deployment", "ExporterLeftBehind")).hasSize(1);

        tenant.deleteExporter("rex");
        Await.until("the resource is gone", () -> tenant.exporter("rex").isEmpty());
        assertThat(tenant.events("Deployment", "ExporterLeftBehind")).hasSize(1);
    }

    @Test
    default void an_exporter_that_somebody_else_has_written_too_is_left_whole_by_an_opt_out() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitReason("rex", "RolloutInProgress");
        tenant.coOwnExporter("registry", "flux");
        Container whole = tenant.sidecar("registry").orElseThrow();

        tenant.annotate("registry", Names.INJECT, "false");
        WorkloadStatus status = tenant.awaitReason("rex", "OwnedByOtherManager");

        assertThat(status.message()).contains("flux").contains("nothing was written");
        assertThat(tenant.sidecar("registry")).contains(whole);
        Await.until(
                "an event",
                () -> !tenant.events("Deployment", "ExporterLeftBehind").isEmpty());
    }
}
