package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.support.real.Kubectl;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever deploy offers is rendered by kubectl, and taken by a real API server. */
@RequiresApiServer
class RealApiServerDeployIT {
    private static final Path DEPLOY = Path.of(System.getProperty("project.root"), "deploy");

    @TempDir
    private static Path directory;

    private static final Opened OPENED = new Opened();
    private static Kubectl kubectl;

    @BeforeAll
    static void start() {
        kubectl = OPENED.add(RealApiServer.start(directory)).kubectl();
        kubectl.ok("apply", "--server-side", "-k", DEPLOY.resolveSibling("crds").toString());
        for (String namespace : new String[] {"registry", "registry-exporter-system"}) {
            kubectl.ok("create", "namespace", namespace);
        }
        kubectl.runWith(Manifests.monitoringKind("PodMonitor"), "apply", "-f", "-")
                .ok();
        kubectl.runWith(Manifests.monitoringKind("PrometheusRule"), "apply", "-f", "-")
                .ok();
        kubectl.ok("wait", "--for=condition=Established", "crd", "--all");
    }

    @AfterAll
    static void stop() {
        OPENED.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "namespaced", "prometheus-operator", "namespaced-prometheus-operator"})
    void an_overlay_is_accepted(String overlay) {
        Path path = DEPLOY.resolve(overlay);
        assertThat(kubectl.ok("kustomize", path.toString())).contains("kind: Deployment");
        assertThat(kubectl.ok("apply", "--server-side", "--dry-run=server", "-k", path.toString()))
                .contains("deployment.apps/registry-exporter-operator serverside-applied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.yaml",
                "registryexporter.yaml",
                "network-policy.yaml",
                "network-policy-operator.yaml",
                "sidecar.yaml"
            })
    void an_example_is_accepted(String example) {
        assertThat(kubectl.ok(
                        "apply",
                        "--server-side",
                        "--dry-run=server",
                        "-f",
                        DEPLOY.resolve("examples").resolve(example).toString()))
                .contains("serverside-applied");
    }

    @ParameterizedTest
    @CsvSource({"operator/operator-rule.yaml, operator-alerts.yaml", "exporter-rule.yaml, alerts.yaml"})
    void a_rule_of_the_prometheus_operator_is_that_of_the_file(String rule, String file) throws IOException {
        assertThat(read(DEPLOY.resolve("prometheus-operator").resolve(rule)).path("spec"))
                .isEqualTo(read(DEPLOY.resolve("monitoring").resolve(file)));
    }

    @Test
    void the_first_commands_of_the_readme_work_one_after_the_other(@TempDir Path fresh) throws IOException {
        List<String> commands = Files.readAllLines(DEPLOY.resolveSibling("README.md")).stream()
                .dropWhile(line -> !line.startsWith("    kubectl "))
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.replaceFirst("#.*", "").strip())
                .toList();
        assertThat(commands).hasSize(3);
        try (RealApiServer empty = RealApiServer.start(fresh)) {
            for (String command : commands) {
                String[] words = command.replace(" deploy", " " + DEPLOY).split(" ", -1);
                empty.kubectl().ok(Arrays.copyOfRange(words, 1, words.length));
            }
            assertThat(empty.kubectl().ok("-n", "registry", "get", "rex", "registry"))
                    .contains("TARGETS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "prometheus-operator", "../crds"})
    void who_may_create_an_exporter_comes_with_the_definition_and_in_no_namespace(String overlay) {
        List<String> objects = List.of(
                kubectl.ok("kustomize", DEPLOY.resolve(overlay).toString()).split("\n---\n"));
        assertThat(objects)
                .filteredOn(object -> object.contains("kind: ValidatingAdmissionPolicy"))
                .hasSize(2)
                .noneMatch(object -> object.contains("\n  namespace:"));
        assertThat(objects).anyMatch(object -> object.contains("kind: CustomResourceDefinition"));
    }

    @Test
    void the_operator_in_one_namespace_has_no_rule_for_others() {
        assertThat(kubectl.ok(
                        "kustomize",
                        DEPLOY.resolve("namespaced-prometheus-operator").toString()))
                .contains("name: registry-exporter-operator\n  namespace: registry")
                .doesNotContain("registry-exporter-system");
    }

    private static JsonNode read(Path file) throws IOException {
        return new KubernetesSerialization().unmarshal(Files.readString(file), JsonNode.class);
    }
}
