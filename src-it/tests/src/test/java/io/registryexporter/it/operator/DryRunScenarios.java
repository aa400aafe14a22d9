package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import io.registryexporter.operator.run.DryRunReport;
import io.registryexporter.operator.run.DryRuns;
import io.registryexporter.operator.run.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code --dry-run} tells of workloads, and that it changes nothing, on whatever serves the API. */
interface DryRunScenarios {
    String IMAGE = "example.org/exporter:1";

    /** May do everything, in a cluster of its own that knows the resource. */
    KubernetesClient client();

    @Test
    default void what_would_be_done_is_told_and_nothing_is_done() {
        Tenant tenant = new Tenant(client(), "dry");
        tenant.registry("first");
        tenant.registry("second");
        tenant.registry("third");
        tenant.annotate("second", Names.INJECT, "false");
        tenant.exporter("rex", "first");
        tenant.label("second", Map.of("app", "first"));
        String before = tenant.deployment("first").getMetadata().getResourceVersion();

        String told = told();

        assertThat(told)
                .containsPattern("dry +Deployment/first +rex +inject +" + IMAGE + ", .*storage")
                .containsPattern("dry +Deployment/second +rex +- +OptedOut: ")
                .doesNotContain("third")
                .contains("1 to inject, 0 to update, 0 to take back; nothing was changed");
        assertThat(tenant.deployment("first").getMetadata().getResourceVersion())
                .isEqualTo(before);
        assertThat(tenant.sidecar("first")).isEmpty();
    }

    @Test
    default void what_would_be_done_is_told_as_json_too() {
        Tenant tenant = new Tenant(client(), "json");
        tenant.registry("first");
        tenant.exporter("rex", "first");

        assertThat(told(DryRunReport.Format.JSON))
                .contains("\"name\" : \"first\"", "\"resource\" : \"rex\"", "\"action\" : \"inject\"")
                .doesNotContain("nothing was changed");
    }

    @Test
    default void what_a_paused_resource_would_do_is_told_as_held() {
        Tenant tenant = new Tenant(client(), "held");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.patchExporter("rex", "{\"spec\":{\"paused\":true}}");

        assertThat(told()).containsPattern("held +Deployment/registry +rex +wait +Paused: .*inject the exporter");
    }

    @Test
    default void what_may_become_of_a_rollout_is_told() {
        Tenant tenant = new Tenant(client(), "hazard");
        tenant.create(Manifests.claim("one-pod", "ReadWriteOncePod"));
        tenant.create(Manifests.claim("one-node", "ReadWriteOnce"));
        tenant.create(RegistryManifest.named("one-pod").app("all").yaml());
        tenant.create(RegistryManifest.named("one-node").app("all").yaml());
        tenant.exporter("rex", "all");

        assertThat(told())
                .containsPattern("hazard +Deployment/one-node +rex +inject +.*; RolloutMayHang: ")
                .containsPattern(
                        "hazard +Deployment/one-pod +rex +wait +WaitingForTurn: .*; then wait: RolloutWouldDeadlock: ");
    }

    @Test
    default void whose_turn_it_is_not_waits_as_in_a_round() {
        Tenant tenant = new Tenant(client(), "turns");
        tenant.create(RegistryManifest.named("a").app("all").yaml());
        tenant.create(RegistryManifest.named("b").app("all").yaml());
        tenant.exporter("rex", "all");

        assertThat(told())
                .containsPattern("turns +Deployment/a +rex +inject +" + IMAGE)
                .containsPattern("turns +Deployment/b +rex +wait +WaitingForTurn: .*; then inject: " + IMAGE)
                .contains("1 to inject, 0 to update");
    }

    @Test
    default void of_two_resources_the_younger_one_does_nothing() {
        Tenant tenant = new Tenant(client(), "two");
        tenant.registry("registry");
        tenant.exporter("a-first", "registry");
        tenant.exporter("b-second", "registry");

        assertThat(told())
                .containsPattern("two +Deployment/registry +a-first +inject")
                .containsPattern("two +Deployment/registry +b-second +- +OwnedByOtherResource: ");
    }

    private String told() {
        return told(DryRunReport.Format.TABLE);
    }

    private String told(DryRunReport.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DryRunReport report = new DryRunReport(format, new PrintStream(out, true, StandardCharsets.UTF_8));
        new DryRuns(
                        new Settings(Set.of(), IMAGE, AllowedExporters.all(), false, 0),
                        Clock.systemUTC(),
                        Log.to(new ByteArrayOutputStream(), LogLevel.INFO, LogFormat.LOGFMT),
                        report)
                .ofCluster(client());
        return out.toString(StandardCharsets.UTF_8);
    }
}
