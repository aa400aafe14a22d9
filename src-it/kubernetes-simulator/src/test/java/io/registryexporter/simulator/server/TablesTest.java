package io.registryexporter.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.simulator.fields.Yaml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

    private final Kinds kinds = new Kinds();

    @Test
    void a_deployment_shows_how_far_it_is() {
        assertThat(
                        row(
                                "apps",
                                "deployments",
                                "{metadata: {name: a, creationTimestamp: '2026-01-01T00:00:00Z'}, "
                                        + "spec: {replicas: 3}, status: {readyReplicas: 2, updatedReplicas: 1, availableReplicas: 2}}"))
                .startsWith("a", "2/3", "1", "2", "60m");
    }

    @Test
    void a_pod_shows_why_it_waits() {
        assertThat(row(
                        "",
                        "pods",
                        "{metadata: {name: a, creationTimestamp: '2026-01-01T00:59:58Z'}, "
                                + "spec: {containers: [{}, {}]}, status: {phase: Pending, containerStatuses: ["
                                + "{ready: true, restartCount: 1}, "
                                + "{ready: false, restartCount: 2, state: {waiting: {reason: ImagePullBackOff}}}]}}"))
                .startsWith("a", "1/2", "ImagePullBackOff", "3", "2s");
    }

    @Test
    void an_event_shows_what_it_is_about() {
        assertThat(row(
                        "",
                        "events",
                        "{lastTimestamp: '2026-01-01T00:50:00Z', type: Normal, reason: R, message: m, "
                                + "involvedObject: {kind: Pod, name: x}}"))
                .startsWith("10m", "Normal", "R", "pod/x")
                .contains("m");
        assertThat(row(
                        "events.k8s.io",
                        "events",
                        "{eventTime: '2026-01-01T00:50:00.000000Z', type: Normal, reason: R, "
                                + "note: m, regarding: {kind: Pod, name: x}}"))
                .startsWith("10m", "Normal", "R", "pod/x")
                .contains("m");
    }

    @Test
    void a_custom_resource_shows_the_columns_of_its_definition() {
        kinds.install(List.of(Yaml.tree("""
                spec:
                  group: example.org
                  scope: Namespaced
                  names: {kind: Lamp, plural: lamps}
                  versions:
                  - name: v1
                    served: true
                    additionalPrinterColumns:
                    - {name: Lit, type: string, jsonPath: '.status.conditions[?(@.type=="Lit")].status'}
                    - {name: Count, type: integer, jsonPath: .status.count}
                    - {name: Note, type: string, jsonPath: '.metadata.annotations.example\\.org/note'}
                    - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
                    - {name: None, type: string, jsonPath: .spec.nothing}
                """)));

        assertThat(
                        row(
                                "example.org",
                                "lamps",
                                "{metadata: {name: a, creationTimestamp: '2026-01-01T00:55:00Z', "
                                        + "annotations: {example.org/note: n}}, "
                                        + "status: {count: 2, conditions: [{type: X, status: 'False'}, {type: Lit, status: 'True'}]}}"))
                .containsExactly("a", "True", "2", "n", "5m", "null");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0s",
        "PT119S, 119s",
        "PT2M, 2m",
        "PT2M5S, 2m5s",
        "PT59M59S, 59m",
        "PT3H, 3h",
        "PT7H59M, 7h59m",
        "PT47H, 47h",
        "PT50H, 2d2h",
        "PT240H, 10d"
    })
    void an_age_is_short(Duration age, String text) {
        assertThat(Ages.text(age)).isEqualTo(text);
    }

    private List<String> row(String group, String plural, String object) {
        Kind kind = kinds.find(group, "v1", plural).orElseThrow();
        JsonNode table = Tables.of(kind, List.of(Yaml.tree(object)), "1", "None", NOW);
        List<String> cells = new ArrayList<>();
        table.path("rows").get(0).path("cells").forEach(cell -> cells.add(cell.asText()));
        assertThat(cells).hasSameSizeAs(table.path("columnDefinitions"));
        return cells;
    }
}
