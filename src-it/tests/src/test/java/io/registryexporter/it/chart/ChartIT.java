package io.registryexporter.it.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.support.real.Kubectl;
import io.registryexporter.support.real.RequiresPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart renders. */
@Tag("once")
@RequiresPrograms("kubectl")
class ChartIT {
    private static final Path DEPLOY = Chart.DIRECTORY.getParent().getParent();

    @TempDir
    private Path directory;

    @Test
    void helm_lint_finds_no_fault() {
        LintResult lint = Chart.helm().lint().strict().call();
        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ".,                               registry-exporter-system, ''",
        "prometheus-operator,             registry-exporter-system, podMonitor.enabled=true prometheusRule.enabled=true",
        "namespaced,                      registry, namespaces[0]=registry crds.install=false policy.install=false",
        "namespaced-prometheus-operator,  registry, namespaces[0]=registry crds.install=false policy.install=false"
                + " podMonitor.enabled=true prometheusRule.enabled=true prometheusRule.exporters=false"
    })
    void it_gives_the_objects_that_kustomize_gives(String overlay, String namespace, String values) {
        Map<String, JsonNode> chart = normalized(Chart.rendered(namespace, values(values)));
        Map<String, JsonNode> kustomize = normalized(
                Chart.objects(kubectl("kustomize", DEPLOY.resolve(overlay).toString())));
        // Helm makes the namespace itself, by --create-namespace.
        kustomize.keySet().removeIf(key -> key.startsWith("Namespace "));

        assertThat(chart.keySet()).isEqualTo(kustomize.keySet());
        chart.forEach((key, object) -> assertThat(object).as(key).isEqualTo(kustomize.get(key)));
    }

    @Test
    void each_value_reaches_its_object() throws IOException {
        Path file = Files.writeString(directory.resolve("values.yaml"), """
                namespaces: [a, b]
                replicas: 1
                imageRegistry: mirror.example.org/ghcr
                image: {tag: "1.2.3", pullPolicy: Always}
                imagePullSecrets: [{name: pull}]
                allowed: {imagePrefixes: [x/, y/], valueFrom: false, securityContext: false, anyArgs: false}
                leaderElection: false
                logLevel: debug
                logFormat: logfmt
                env: [{name: EXTRA, value: "1"}]
                nodeSelector: {disk: fast}
                tolerations: [{operator: Exists}]
                affinity: {nodeAffinity: {}}
                topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]
                priorityClassName: high
                commonLabels: {team: platform}
                commonAnnotations: {contact: ops}
                podLabels: {tier: one}
                serviceAccount: {annotations: {role: reader}}
                podMonitor: {enabled: true, labels: {release: prometheus}}
                prometheusRule: {enabled: true, labels: {release: prometheus}}
                dashboards: {enabled: true, annotations: {folder: Registries}}
                networkPolicy: {enabled: true}
                crds: {install: false}
                registryExporters: [{name: r, namespace: a, spec: {selector: {matchLabels: {app: registry}}}}]
                """);

        Map<String, JsonNode> objects = Chart.rendered("s", file);

        JsonNode pod = objects.get("Deployment s registry-exporter-operator").at("/spec/template");
        JsonNode container = pod.at("/spec/containers/0");
        assertThat(container.path("image").asText())
                .isEqualTo("mirror.example.org/ghcr/registry-exporter/operator:1.2.3");
        assertThat(container.path("imagePullPolicy").asText()).isEqualTo("Always");
        assertThat(env(container))
                .containsEntry("WATCH_NAMESPACES", "a,b")
                .containsEntry("EXPORTER_IMAGE", "mirror.example.org/ghcr/registry-exporter/exporter:" + version())
                .containsEntry("ALLOWED_IMAGE_PREFIXES", "x/,y/")
                .containsEntry("ALLOW_VALUE_FROM", "false")
                .containsEntry("ALLOW_SECURITY_CONTEXT", "false")
                .containsEntry("ALLOW_ANY_ARGS", "false")
                .containsEntry("LEADER_ELECTION", "false")
                .containsEntry("LOG_LEVEL", "debug")
                .containsEntry("LOG_FORMAT", "logfmt")
                .containsEntry("EXTRA", "1");
        assertThat(pod.toString())
                .contains("\"imagePullSecrets\":[{\"name\":\"pull\"}]", "\"disk\":\"fast\"", "\"operator\":\"Exists\"")
                .contains("\"nodeAffinity\":{}", "\"topologyKey\":\"zone\"", "\"priorityClassName\":\"high\"")
                .contains("\"tier\":\"one\"");
        assertThat(objects.values()).allSatisfy(object -> {
            assertThat(object.at("/metadata/labels/team").asText()).isEqualTo("platform");
            assertThat(object.at("/metadata/annotations/contact").asText()).isEqualTo("ops");
        });
        assertThat(objects.keySet())
                .contains(
                        "Role a registry-exporter-operator",
                        "Role b registry-exporter-operator",
                        "RoleBinding b registry-exporter-operator",
                        "ConfigMap s registry-exporter-dashboard-registry",
                        "NetworkPolicy s registry-exporter-operator",
                        "PodMonitor s registry-exporter-operator",
                        "PrometheusRule s registry-exporter",
                        "RegistryExporter a r")
                .noneMatch(key -> key.startsWith("CustomResourceDefinition") || key.startsWith("PodDisruptionBudget"));
        assertThat(objects.get("ConfigMap s registry-exporter-dashboard-registry")
                        .at("/metadata/annotations/folder")
                        .asText())
                .isEqualTo("Registries");
        assertThat(objects.get("ServiceAccount s registry-exporter-operator")
                        .at("/metadata/annotations/role")
                        .asText())
                .isEqualTo("reader");
        assertThat(objects.get("PodMonitor s registry-exporter-operator")
                        .at("/metadata/labels/release")
                        .asText())
                .isEqualTo("prometheus");
        assertThat(objects.get("ClusterRole  registry-exporter-operator-namespace-s")
                        .toString())
                .contains("\"resourceNames\":[\"a\",\"b\"]");
    }

    @Test
    void without_values_the_operator_takes_the_exporter_of_its_own_version() {
        JsonNode container = Chart.rendered(Chart.NAMESPACE, Map.of())
                .get("Deployment registry-exporter-system registry-exporter-operator")
                .at("/spec/template/spec/containers/0");
        assertThat(env(container)).containsOnlyKeys("LOG_FORMAT");
    }

    @ParameterizedTest
    @CsvSource({
        "replicas=-1, /replicas",
        "logLevel=loud, /logLevel",
        "nosuch=1, nosuch",
        "namespaces[0]=A_B, /namespaces/0",
        "image.digest=sha256:xyz, /image/digest",
        "crds.keep=maybe, /crds/keep"
    })
    void a_value_that_means_nothing_is_refused_by_its_name(String value, String place) {
        assertThatThrownBy(() -> Chart.rendered(Chart.NAMESPACE, values(value))).hasMessageContaining(place);
    }

    @Test
    void the_first_installation_leaves_out_what_its_cluster_does_not_know_yet() {
        Map<String, JsonNode> objects = Chart.rendered(
                Chart.NAMESPACE,
                Map.of(
                        "registryExporters[0].name",
                        "r",
                        "registryExporters[0].spec.selector.matchLabels.app",
                        "registry"));
        assertThat(objects.keySet()).noneMatch(key -> key.startsWith("RegistryExporter "));
    }

    @Test
    void uninstall_keeps_the_definition() {
        String annotation = "/metadata/annotations/helm.sh~1resource-policy";
        String key = "CustomResourceDefinition  registryexporters.registryexporter.io";
        assertThat(Chart.rendered(Chart.NAMESPACE, Map.of())
                        .get(key)
                        .at(annotation)
                        .asText())
                .isEqualTo("keep");
        assertThat(Chart.rendered(Chart.NAMESPACE, Map.of("crds.keep", "false"))
                        .get(key)
                        .at(annotation)
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void its_files_are_those_of_deploy() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(
                        "sh",
                        DEPLOY.resolve("helm/files.sh").toString(),
                        directory.resolve("files").toString())
                .inheritIO()
                .start();
        assertThat(script.waitFor()).isZero();
        assertThat(contents(Chart.DIRECTORY.resolve("files"))).isEqualTo(contents(directory.resolve("files")));
    }

    @Test
    void its_readme_has_a_row_for_each_value_with_the_default() throws IOException {
        List<String> readme = Files.readAllLines(Chart.DIRECTORY.resolve("README.md"));
        JsonNode values = new KubernetesSerialization()
                .unmarshal(Files.readString(Chart.DIRECTORY.resolve("values.yaml")), JsonNode.class);
        List<String> rows = new ArrayList<>();
        rows("", values, rows);

        assertThat(rows).hasSizeGreaterThan(40);
        assertThat(readme.stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.replaceFirst("` \\\\| [^`].*", "`")))
                .hasSameSizeAs(rows);
        assertThat(rows).allSatisfy(row -> assertThat(readme).anyMatch(line -> line.startsWith(row)));
    }

    /** A map that users replace as a whole is one value. */
    private static void rows(String name, JsonNode value, List<String> rows) throws IOException {
        boolean whole =
                List.of("resources", "podAnnotations", "dashboards.labels").contains(name);
        if (value.isObject() && !value.isEmpty() && !whole) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                rows(name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), rows);
            }
            return;
        }
        String text =
                new ObjectMapper().writeValueAsString(value).replace(",", ", ").replace(":", ": ");
        rows.add("| `" + name + "` | `" + (value.isTextual() ? "\"" + value.asText() + "\"" : text) + "` | ");
    }

    private String kubectl(String... arguments) {
        return Kubectl.onPath(directory, directory.resolve("no-kubeconfig")).ok(arguments);
    }

    @Test
    void a_clone_builds_the_images_that_the_chart_and_the_manifests_name() throws IOException {
        String pom = Files.readString(DEPLOY.resolveSibling("pom.xml"));
        Matcher tag = Pattern.compile("<image.tag>(.*)</image.tag>").matcher(pom);
        Matcher version =
                Pattern.compile("<version>(.*?)(-SNAPSHOT)?</version>").matcher(pom);
        assertThat(tag.find()).isTrue();
        assertThat(version.find()).isTrue();
        String chart = Files.readString(Chart.DIRECTORY.resolve("Chart.yaml"));

        assertThat(version.group(1)).isEqualTo(tag.group(1));
        assertThat(chart).contains("\nversion: " + tag.group(1) + "\n", "\nappVersion: " + tag.group(1) + "\n");
        assertThat(Files.readString(DEPLOY.resolve("base/deployment.yaml")))
                .contains("image: ghcr.io/registry-exporter/operator:" + tag.group(1) + "\n");
        assertThat(Files.readString(DEPLOY.resolve("examples/sidecar.yaml")))
                .contains("image: ghcr.io/registry-exporter/exporter:" + tag.group(1) + "\n");
    }

    private static String version() throws IOException {
        Matcher version = Pattern.compile("(?m)^appVersion: (.*)$")
                .matcher(Files.readString(Chart.DIRECTORY.resolve("Chart.yaml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static Map<String, String> values(String list) {
        return Stream.of(list.split(" ", -1))
                .filter(value -> !value.isEmpty())
                .map(value -> value.split("=", 2))
                .collect(Collectors.toMap(value -> value[0], value -> value[1]));
    }

    /** Variables are compared as a set: their order means nothing here. */
    private static Map<String, JsonNode> normalized(Map<String, JsonNode> objects) {
        Map<String, JsonNode> normalized = new TreeMap<>();
        objects.forEach((key, object) -> {
            JsonNode copy = Chart.normalized(object);
            if (copy.at("/spec/template/spec/containers/0") instanceof ObjectNode container
                    && container.get("env") instanceof ArrayNode) {
                Map<String, String> env = env(container);
                // Kustomize cannot know the name of the namespace, and the chart can.
                env.computeIfPresent("WATCH_NAMESPACES", (name, value) -> "watched");
                container.put("env", env.toString());
            }
            normalized.put(key, copy);
        });
        return normalized;
    }

    private static Map<String, String> env(JsonNode container) {
        Map<String, String> env = new TreeMap<>();
        container
                .path("env")
                .forEach(one ->
                        env.put(one.path("name").asText(), one.path("value").asText()));
        return env;
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
