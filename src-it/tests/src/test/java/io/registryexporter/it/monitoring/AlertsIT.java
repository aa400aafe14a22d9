package io.registryexporter.it.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.support.real.Promtool;
import io.registryexporter.support.real.RequiresPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts fire when they should, stay silent when they should, and each is in the runbook. */
@Tag("once")
@RequiresPrograms("promtool")
class AlertsIT {
    private static final Path MONITORING = Path.of(System.getProperty("project.root"), "deploy", "monitoring");
    private static final List<String> FILES = List.of("alerts.yaml", "operator-alerts.yaml");

    private final Promtool promtool = new Promtool();

    @Test
    void the_files_are_valid() {
        for (String file : FILES) {
            assertThat(promtool.run("check", "rules", MONITORING.resolve(file).toString()))
                    .contains("SUCCESS");
        }
    }

    @Test
    void every_test_of_them_passes() throws IOException {
        List<String> command = new ArrayList<>(List.of("test", "rules"));
        try (Stream<Path> tests = Files.list(MONITORING.resolve("tests"))) {
            tests.map(Path::toString).sorted().forEach(command::add);
        }
        assertThat(command).hasSizeGreaterThan(4);
        assertThat(promtool.run(command.toArray(String[]::new)))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    @Test
    void each_has_a_test_in_which_it_fires_and_one_in_which_it_is_silent() throws IOException {
        List<String> fires = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        try (Stream<Path> files = Files.list(MONITORING.resolve("tests"))) {
            for (Path file : files.toList()) {
                for (JsonNode test : read(file).path("tests")) {
                    for (JsonNode alert : test.path("alert_rule_test")) {
                        (alert.path("exp_alerts").isEmpty() ? silent : fires)
                                .add(alert.path("alertname").asText());
                    }
                }
            }
        }
        assertThat(fires).containsAll(names());
        assertThat(silent).containsAll(names());
    }

    @Test
    void each_has_a_section_of_the_runbook_that_its_link_leads_to() throws IOException {
        assertThat(names()).hasSizeGreaterThan(10);
        for (JsonNode rule : rules()) {
            if (rule.has("record")) {
                continue;
            }
            String name = rule.path("alert").asText();
            String link = rule.at("/annotations/runbook_url").asText();
            String page = link.substring(link.lastIndexOf('/') + 1, link.indexOf('#'));

            assertThat(link).endsWith("/deploy/monitoring/" + page + "#" + name.toLowerCase(Locale.ROOT));
            assertThat(Files.readAllLines(MONITORING.resolve(page))).contains("## " + name);
        }
    }

    @Test
    void each_has_at_most_12_lines_and_a_comment_that_says_what_it_means() throws IOException {
        for (String file : FILES) {
            List<String> lines = Files.readAllLines(MONITORING.resolve(file));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains("- alert: ")) {
                    assertThat(lines.get(i - 1))
                            .as("the line before " + lines.get(i))
                            .matches(" *# .+");
                }
            }
        }
        assertThat(rules())
                .filteredOn(rule -> rule.has("alert"))
                .allSatisfy(rule -> assertThat(rule.path("expr").asText().lines())
                        .as(rule.path("alert").asText())
                        .hasSizeLessThanOrEqualTo(12));
    }

    @Test
    void one_rule_knows_what_the_name_of_a_pod_is_made_of() throws IOException {
        assertThat(rules())
                .filteredOn(rule -> rule.toString().contains("label_replace"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.path("record").asText()).isEqualTo("instance_registry:up:group"));
    }

    @Test
    void the_rules_of_the_prometheus_operator_are_generated_from_these(@TempDir Path generated)
            throws IOException, InterruptedException {
        Process script = new ProcessBuilder("sh", MONITORING.resolve("rules.sh").toString(), generated.toString())
                .inheritIO()
                .start();
        assertThat(script.waitFor()).isZero();
        Path kept = MONITORING.resolveSibling("prometheus-operator");
        for (String file : List.of("exporter-rule.yaml", "operator/operator-rule.yaml")) {
            assertThat(kept.resolve(file))
                    .as("run sh deploy/monitoring/rules.sh")
                    .hasSameTextualContentAs(generated.resolve(file));
        }
    }

    private static List<String> names() throws IOException {
        return rules().stream()
                .filter(rule -> rule.has("alert"))
                .map(rule -> rule.path("alert").asText())
                .distinct()
                .toList();
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (String file : FILES) {
            for (JsonNode group : read(MONITORING.resolve(file)).path("groups")) {
                group.path("rules").forEach(rules::add);
            }
        }
        return rules;
    }

    private static JsonNode read(Path file) throws IOException {
        return new KubernetesSerialization().unmarshal(Files.readString(file), JsonNode.class);
    }
}
