package io.registryexporter.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.fixture.Exporters;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the objects of the Prometheus Operator are to hold. */
class MonitoringObjectsTest {
    private static final LabelSelector REGISTRY =
            new LabelSelectorBuilder().addToMatchLabels("app", "registry").build();
    private static final LabelSelector MIRROR = new LabelSelectorBuilder()
            .addToMatchLabels("app.kubernetes.io/name", "mirror")
            .addNewMatchExpression()
            .withKey("tier")
            .withOperator("In")
            .withValues("a.b", "c")
            .endMatchExpression()
            .addNewMatchExpression()
            .withKey("old")
            .withOperator("DoesNotExist")
            .endMatchExpression()
            .build();

    /** The metrics of the rules begin so; behind the name comes what the selector begins with. */
    private static final Pattern NAME_OF_A_METRIC = Pattern.compile(
            "(?<!\")\\b(registry_\\w+|\\w+:[\\w:]+|process_\\w+|up)\\b(?![\";])(\\{namespace=\"\\w+\")?");

    private final MonitoringObjects objects = new MonitoringObjects();

    @Test
    void one_selector_of_pods_is_that_of_the_pod_monitor() {
        JsonNode spec = podMonitor(resource(), REGISTRY, REGISTRY).path("spec");
        assertThat(spec.at("/selector/matchLabels/app").asText()).isEqualTo("registry");
        assertThat(spec.path("podMetricsEndpoints")).hasSize(1);
        JsonNode endpoint = spec.at("/podMetricsEndpoints/0");
        assertThat(endpoint.path("port").asText()).isEqualTo("exporter-http");
        assertThat(endpoint.path("path").asText()).isEqualTo("/metrics");
        assertThat(endpoint.path("interval").asText()).isEqualTo("60s");
    }

    @Test
    void the_label_registry_is_the_name_of_the_deployment_or_else_that_of_the_pod() {
        JsonNode relabelings = podMonitor(resource(), REGISTRY).at("/spec/podMetricsEndpoints/0/relabelings");
        assertThat(relabelings)
                .hasSize(2)
                .allSatisfy(
                        each -> assertThat(each.path("targetLabel").asText()).isEqualTo("registry"));
        assertThat(relabelings.at("/0/sourceLabels/0").asText()).isEqualTo("__meta_kubernetes_pod_name");
        assertThat(relabelings.at("/1/sourceLabels"))
                .extracting(JsonNode::asText)
                .containsExactly("__meta_kubernetes_pod_controller_kind", "__meta_kubernetes_pod_controller_name");
        Pattern controller = Pattern.compile(relabelings.at("/1/regex").asText());
        assertThat(controller.matcher("ReplicaSet;my-registry-7d9f8c6b5"))
                .matches()
                .satisfies(match -> assertThat(match.replaceAll(
                                relabelings.at("/1/replacement").asText()))
                        .isEqualTo("my-registry"));
        assertThat(controller.matcher("StatefulSet;my-registry-0").matches()).isFalse();
    }

    @Test
    void of_several_selectors_each_has_an_endpoint_that_keeps_its_own_pods() {
        JsonNode spec = podMonitor(resource(), REGISTRY, MIRROR).path("spec");
        assertThat(spec.path("selector")).isEmpty();
        assertThat(spec.path("podMetricsEndpoints")).hasSize(2);
        assertThat(StreamSupport.stream(
                        spec.at("/podMetricsEndpoints/1/relabelings").spliterator(), false))
                .extracting(
                        relabeling -> relabeling.path("action").asText(),
                        relabeling -> relabeling.at("/sourceLabels/0").asText(),
                        relabeling -> relabeling.path("regex").asText())
                .containsExactly(
                        tuple("keep", "__meta_kubernetes_pod_label_app_kubernetes_io_name", "mirror"),
                        tuple("keep", "__meta_kubernetes_pod_label_tier", "a\\.b|c"),
                        tuple("drop", "__meta_kubernetes_pod_labelpresent_old", "true"),
                        tuple("", "__meta_kubernetes_pod_name", ""),
                        tuple("", "__meta_kubernetes_pod_controller_kind", "ReplicaSet;(.+)-[a-z0-9]+"));
    }

    @Test
    void a_large_object_of_somebody_else_is_kept_by_its_owners_alone() {
        RegistryExporter resource = resource();
        ObjectNode wanted = podMonitor(resource, REGISTRY);
        GenericKubernetesResource live = live(wanted);
        assertThat(MonitoringObjects.cached(live)).isSameAs(live);

        live.setAdditionalProperty("junk", "j".repeat(1 << 20));
        GenericKubernetesResource kept = MonitoringObjects.cached(live);

        assertThat(new KubernetesSerialization().asJson(kept)).hasSizeLessThan(1000);
        assertThat(MonitoringObjects.isOwned(kept, resource)).isTrue();
        assertThat(objects.matches(kept, wanted)).isFalse();
    }

    @Test
    void without_targets_nothing_is_scraped() {
        assertThat(podMonitor(resource()).at("/spec/podMetricsEndpoints")).isEmpty();
    }

    @Test
    void it_has_the_labels_of_the_spec_and_goes_with_the_resource() {
        RegistryExporter resource =
                exporters().podMonitor("15s", Map.of("release", "prometheus")).build();
        ObjectNode object = podMonitor(resource, REGISTRY);
        assertThat(object.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
        assertThat(object.at("/metadata/labels")
                        .path(MonitoringObjects.MANAGED_BY)
                        .asText())
                .isEqualTo("registry-exporter-operator");
        assertThat(object.at("/spec/podMetricsEndpoints/0/interval").asText()).isEqualTo("15s");
        assertThat(MonitoringObjects.isOwned(live(object), resource)).isTrue();
        assertThat(MonitoringObjects.isOwned(
                        live(object), exporters().uid("other").build()))
                .isFalse();
    }

    @Test
    void the_path_is_that_of_the_exporters_that_run_and_not_that_of_the_resource() {
        RegistryExporter resource =
                exporters().args("--web.telemetry-path=/new").build();
        JsonNode spec = objects.of(MonitoringKind.POD_MONITOR, resource, List.of(new ScrapedPods(REGISTRY, "/old")))
                .path("spec");
        assertThat(spec.at("/podMetricsEndpoints/0/path").asText()).isEqualTo("/old");
    }

    @Test
    void what_others_have_added_does_not_matter_and_what_they_have_changed_does() {
        ObjectNode wanted = podMonitor(resource(), REGISTRY);
        ObjectNode live = wanted.deepCopy();
        live.withObject("/spec").put("jobLabel", "added");
        assertThat(objects.matches(live(live), wanted)).isTrue();
        ((ObjectNode) live.at("/spec/podMetricsEndpoints/0")).put("interval", "5s");
        assertThat(objects.matches(live(live), wanted)).isFalse();
    }

    @Test
    void a_label_that_is_not_wanted_any_more_makes_a_difference() {
        ObjectNode before = podMonitor(
                exporters().podMonitor("60s", Map.of("release", "old")).build(), REGISTRY);
        assertThat(objects.matches(live(before), podMonitor(resource(), REGISTRY)))
                .isFalse();
    }

    @Test
    void the_rules_are_about_the_namespace_alone() {
        JsonNode groups = objects.of(
                        MonitoringKind.PROMETHEUS_RULE, resource(), List.of(new ScrapedPods(REGISTRY, "/metrics")))
                .at("/spec/groups");
        assertThat(groups).hasSize(2);
        for (JsonNode group : groups) {
            assertThat(group.path("rules")).isNotEmpty().allSatisfy(rule -> {
                String expression = rule.path("expr").asText();
                assertThat(expression).contains("namespace=\"team\"").doesNotContain("=~\".*\"");
                assertThat(NAME_OF_A_METRIC.matcher(withoutLabels(expression)).results())
                        .as("a selector of any namespace in " + expression)
                        .allSatisfy(name -> assertThat(name.group(2)).isEqualTo("{namespace=\"team\""));
            });
        }
    }

    /** What names labels, durations and text, and so no metric. */
    private static String withoutLabels(String expression) {
        return expression.replaceAll("\\b(by|without|on|ignoring|group_left) \\([^)]*\\)", "");
    }

    private static Exporters exporters() {
        return Exporters.named("mine").uid("uid-of-mine");
    }

    private static RegistryExporter resource() {
        return exporters().build();
    }

    private ObjectNode podMonitor(RegistryExporter resource, LabelSelector... pods) {
        return objects.of(
                MonitoringKind.POD_MONITOR,
                resource,
                Stream.of(pods)
                        .map(selector -> new ScrapedPods(selector, "/metrics"))
                        .toList());
    }

    private static GenericKubernetesResource live(ObjectNode object) {
        return new KubernetesSerialization().convertValue(object, GenericKubernetesResource.class);
    }
}
