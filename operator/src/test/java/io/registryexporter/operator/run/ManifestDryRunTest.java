package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a dry run of manifests reports, which asks no cluster. */
class ManifestDryRunTest {
    private static final String RESOURCE = """
            ---
            apiVersion: registryexporter.io/v1alpha1
            kind: RegistryExporter
            metadata: {name: rex}
            spec: {selector: {matchLabels: {app: registry}}}
            """;

    @Test
    void a_workload_that_a_resource_selects_is_judged() throws IOException {
        JsonNode line = only(registry("registry", "") + RESOURCE);
        assertThat(line.path("resource").asText()).isEqualTo("rex");
        assertThat(line.path("action").asText()).isEqualTo("inject");
        assertThat(line.path("reason").isNull()).isTrue();
        assertThat(line.path("message").asText()).startsWith("example.org/exporter:1, container registry known by");
        assertThat(line.path("container").asText()).isEqualTo("registry");
        assertThat(line.path("volume").asText()).isEqualTo("storage");
        assertThat(line.path("path").asText()).isEqualTo("/var/lib/registry/docker/registry/v2");
        assertThat(line.path("hazards")).isEmpty();
    }

    @Test
    void a_line_has_exactly_the_fields_of_the_contract() throws IOException {
        assertThat(only(registry("registry", "")).properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "namespace",
                        "kind",
                        "name",
                        "resource",
                        "action",
                        "reason",
                        "message",
                        "container",
                        "volume",
                        "path",
                        "hazards");
    }

    @Test
    void a_workload_that_no_resource_selects_is_not_told_of() throws IOException {
        assertThat(json(registry("other", "").replace("app: registry", "app: other") + RESOURCE))
                .isEmpty();
    }

    @Test
    void a_resource_selects_in_its_own_namespace_alone() throws IOException {
        assertThat(json(registry("registry", ", namespace: team") + RESOURCE)).isEmpty();
    }

    @Test
    void without_a_resource_each_workload_is_judged_as_if_one_selected_it() throws IOException {
        JsonNode lines =
                json(registry("b", "") + registry("a", "") + registry("web", "").replace("registry:2", "nginx:1"));
        assertThat(lines.findValuesAsText("name")).containsExactly("a", "b", "web");
        assertThat(lines.findValuesAsText("action")).containsExactly("inject", "inject", "-");
        assertThat(lines.get(2).path("reason").asText()).isEqualTo("NoRegistryContainer");
        assertThat(lines.get(0).path("resource").isNull()).isTrue();
    }

    @Test
    void with_a_resource_turns_are_taken_as_in_a_round() throws IOException {
        JsonNode lines = json(registry("a", "") + registry("b", "") + RESOURCE);
        assertThat(lines.findValuesAsText("action")).containsExactly("inject", "wait");
        assertThat(lines.get(1).path("reason").asText()).isEqualTo("WaitingForTurn");
        assertThat(lines.get(1).path("message").asText()).contains("; then inject: example.org/exporter:1");
        assertThat(lines.get(1).path("container").asText()).isEqualTo("registry");
    }

    @Test
    void an_opt_out_of_the_namespace_counts() throws IOException {
        JsonNode line = only(registry("registry", ", namespace: team")
                + "---\n{apiVersion: v1, kind: Namespace, metadata: {name: team,"
                + " annotations: {registryexporter.io/inject: 'false'}}}\n");
        assertThat(line.path("action").asText()).isEqualTo("-");
        assertThat(line.path("reason").asText()).isEqualTo("OptedOut");
        assertThat(line.path("container").asText()).isEqualTo("registry");
    }

    @Test
    void a_claim_for_one_pod_refuses_the_rollout() throws IOException {
        JsonNode line = only(registry("registry", "") + claim("ReadWriteOncePod"));
        assertThat(line.path("action").asText()).isEqualTo("wait");
        assertThat(line.path("reason").asText()).isEqualTo("RolloutWouldDeadlock");
        assertThat(line.path("container").asText()).isEqualTo("registry");
        assertThat(line.path("hazards").get(0).asText())
                .startsWith("RolloutWouldDeadlock: PersistentVolumeClaim data is");
    }

    @Test
    void a_claim_for_one_node_is_a_hazard() throws IOException {
        JsonNode line = only(registry("registry", "") + claim("ReadWriteOnce"));
        assertThat(line.path("action").asText()).isEqualTo("inject");
        assertThat(line.path("hazards").get(0).asText()).startsWith("RolloutMayHang: PersistentVolumeClaim data is");
        assertThat(line.path("message").asText()).doesNotContain("RolloutMayHang");
    }

    @Test
    void a_claim_whose_volume_is_on_one_node_is_none() throws IOException {
        JsonNode line = only(
                registry("registry", "")
                        + claim("ReadWriteOnce").replace("spec: {", "spec: {volumeName: disk, ")
                        + "---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {nodeAffinity: {required:"
                        + " {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n]}]}]}}}}\n");
        assertThat(line.path("hazards")).isEmpty();
    }

    @Test
    void a_claim_that_the_manifests_do_not_have_is_no_problem() throws IOException {
        assertThat(only(registry("registry", "")).path("hazards")).isEmpty();
    }

    @Test
    void a_quota_that_the_exporter_exceeds_refuses_the_rollout() throws IOException {
        JsonNode line =
                only(registry("registry", "") + "---\n{apiVersion: v1, kind: ResourceQuota, metadata: {name: q},"
                        + " spec: {hard: {requests.memory: 32Mi}}, status: {hard: {requests.memory: 32Mi},"
                        + " used: {requests.memory: 0}}}\n");
        assertThat(line.path("reason").asText()).isEqualTo("ExceedsResourceQuota");
        assertThat(line.path("hazards").get(0).asText()).startsWith("ExceedsResourceQuota: ");
    }

    @Test
    void a_config_map_that_the_manifests_do_not_have_leaves_the_storage_unknown() throws IOException {
        JsonNode line = only(registry("registry", "")
                .replace("volumeMounts: [", "volumeMounts: [{name: config, mountPath: /etc/docker/registry}, ")
                .replace("volumes: [", "volumes: [{name: config, configMap: {name: settings}}, "));
        assertThat(line.path("reason").asText()).isEqualTo("StorageUnknown");
        assertThat(line.path("message").asText()).contains("ConfigMap settings is not in the manifests");
    }

    @Test
    void an_exporter_by_hand_is_left_alone() throws IOException {
        JsonNode line = only(registry("registry", "")
                .replace("containers: [", "containers: [{name: registry-exporter, image: 'example.org/exporter:1'}, "));
        assertThat(line.path("reason").asText()).isEqualTo("AlreadyPresent");
    }

    @Test
    void the_same_manifests_give_the_same_report() throws IOException {
        String manifests = registry("b", "") + registry("a", ", namespace: z") + registry("c", "");
        assertThat(reported(manifests, DryRunReport.Format.JSON))
                .isEqualTo(reported(manifests, DryRunReport.Format.JSON));
    }

    @Test
    void the_table_has_a_line_for_each_workload_and_the_sum() {
        assertThat(reported(registry("registry", ""), DryRunReport.Format.TABLE))
                .containsPattern("default +Deployment/registry +- +inject +example.org/exporter:1, container registry")
                .contains("1 to inject, 0 to update, 0 to take back; nothing was changed");
    }

    private static String registry(String name, String metadata) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, labels: {app: registry}%s}
                spec:
                  selector: {matchLabels: {app: registry}}
                  template:
                    metadata: {labels: {app: registry}}
                    spec:
                      containers: [{name: registry, image: 'registry:2', volumeMounts: [{name: storage, mountPath: /var/lib/registry}]}]
                      volumes: [{name: storage, persistentVolumeClaim: {claimName: data}}]
                """.formatted(name, metadata);
    }

    private static String claim(String mode) {
        return "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [" + mode
                + "]}}\n";
    }

    private static JsonNode only(String manifests) throws IOException {
        JsonNode lines = json(manifests);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static JsonNode json(String manifests) throws IOException {
        return new ObjectMapper().readTree(reported(manifests, DryRunReport.Format.JSON));
    }

    private static String reported(String manifests, DryRunReport.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DryRuns(
                        new Settings(Set.of(), "example.org/exporter:1", AllowedExporters.all(), false, 0),
                        Clock.systemUTC(),
                        Log.to(new ByteArrayOutputStream(), LogLevel.INFO, LogFormat.LOGFMT),
                        new DryRunReport(format, new PrintStream(out, true, StandardCharsets.UTF_8)))
                .ofManifests(List.of("-"), new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)));
        return out.toString(StandardCharsets.UTF_8);
    }
}
