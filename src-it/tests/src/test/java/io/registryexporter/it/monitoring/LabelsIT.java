package io.registryexporter.it.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.monitoring.MonitoringKind;
import io.registryexporter.operator.monitoring.MonitoringObjects;
import io.registryexporter.operator.monitoring.ScrapedPods;
import io.registryexporter.support.real.Promtool;
import io.registryexporter.support.real.RealPrometheus;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The label registry, and what the operator makes of the rules for one namespace, in a real Prometheus. */
@Tag("once")
@RequiresPrograms({"prometheus", "promtool"})
class LabelsIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    private static final String TEST = """
            rule_files: [rules.yaml]
            group_eval_order: [registry-exporter-records, registry-exporter]
            evaluation_interval: 1m
            tests:
            - interval: 1m
              input_series:
              - {series: 'registry_exporter_build_info{namespace="team",job="a",instance="a"}', values: '1x60'}
              - {series: 'registry_exporter_build_info{namespace="other",job="b",instance="b"}', values: '1x60'}
              - {series: 'registry_garbage_collection_blockers{namespace="team",job="a",instance="a",mode="gc"}', values: '1x60'}
              - {series: 'registry_garbage_collection_blockers{namespace="other",job="b",instance="b",mode="gc"}', values: '1x60'}
              promql_expr_test:
              - expr: count by (namespace) (registry:registry_garbage_collection_blockers:max)
                eval_time: 10m
                exp_samples: [{labels: '{namespace="team"}', value: 1}]
              - expr: count by (namespace) (ALERTS{alertname="RegistryGarbageCollectionBlocked"})
                eval_time: 30m
                exp_samples: [{labels: '{namespace="team"}', value: 1}]
            """;

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @TempDir
    private Path directory;

    @Test
    void the_rules_that_the_operator_creates_record_and_alert_for_its_namespace_alone() throws IOException {
        Files.writeString(
                directory.resolve("rules.yaml"),
                serialization.asYaml(object(MonitoringKind.PROMETHEUS_RULE).path("spec")));
        Path test = Files.writeString(directory.resolve("test.yaml"), TEST);

        assertThat(new Promtool().run("test", "rules", test.toString()))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    @Test
    void the_documented_scrape_configuration_has_the_relabeling_of_the_pod_monitor() throws IOException {
        assertThat(documented()).hasSize(2).isEqualTo(ofThePodMonitor());
    }

    @ParameterizedTest
    @CsvSource({
        "ReplicaSet, hub-7d9f8c6b5, hub-7d9f8c6b5-x2x4z, hub",
        "ReplicaSet, my-registry-5c8b7d9f4, my-registry-5c8b7d9f4-q8w9r, my-registry",
        "StatefulSet, hub, hub-0, hub-0",
        "DaemonSet, hub, hub-x2x4z, hub-x2x4z"
    })
    void relabeling_sets_the_label_registry(String kind, String controller, String pod, String registry) {
        List<JsonNode> rules = new ArrayList<>(
                List.of(meta("controller_kind", kind), meta("controller_name", controller), meta("name", pod)));
        rules.addAll(ofThePodMonitor());
        try (RunningExporter exporter = RunningExporter.start(
                        directory.resolve("exporter.log"), Path.of(System.getProperty("sample.registry")));
                RealPrometheus prometheus =
                        RealPrometheus.start(directory, exporter.address(), "relabel_configs: " + rules)) {
            assertThat(prometheus.vector("up"))
                    .singleElement()
                    .satisfies(
                            up -> assertThat(up.at("/metric/registry").asText()).isEqualTo(registry));
        }
    }

    private static ObjectNode meta(String name, String value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("target_label", "__meta_kubernetes_pod_" + name)
                .put("replacement", value);
    }

    /** As Prometheus writes relabeling: source_labels, where the Prometheus Operator has sourceLabels. */
    private List<JsonNode> ofThePodMonitor() {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode relabeling : object(MonitoringKind.POD_MONITOR).at("/spec/podMetricsEndpoints/0/relabelings")) {
            ObjectNode rule = JsonNodeFactory.instance.objectNode();
            relabeling
                    .properties()
                    .forEach(field -> rule.set(
                            field.getKey().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), field.getValue()));
            rules.add(rule);
        }
        return rules;
    }

    private List<JsonNode> documented() throws IOException {
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                String block = Files.readAllLines(page).stream()
                        .dropWhile(line -> !line.equals("scrape_configs:"))
                        .takeWhile(line -> !line.equals("```"))
                        .collect(Collectors.joining("\n"));
                if (block.contains("target_label: registry")) {
                    return registryRules(serialization.unmarshal(block, JsonNode.class));
                }
            }
        }
        throw new AssertionError("no page has a scrape configuration that sets the label registry");
    }

    private static List<JsonNode> registryRules(JsonNode configuration) {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode rule : configuration.at("/scrape_configs/0/relabel_configs")) {
            if (rule.path("target_label").asText().equals("registry")) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private ObjectNode object(MonitoringKind kind) {
        RegistryExporter resource = serialization.unmarshal("""
                apiVersion: registryexporter.io/v1alpha1
                kind: RegistryExporter
                metadata: {name: rex, namespace: team, uid: uid-of-rex}
                spec: {selector: {matchLabels: {app: registry}}}
                """, RegistryExporter.class);
        return new MonitoringObjects()
                .of(
                        kind,
                        resource,
                        List.of(new ScrapedPods(
                                new LabelSelectorBuilder()
                                        .addToMatchLabels("app", "registry")
                                        .build(),
                                "/metrics")));
    }
}
