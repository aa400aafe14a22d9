package io.registryexporter.it.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.RealPrometheus;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.RunningOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every query of a dashboard has data in a real Prometheus. */
@Tag("once")
@RequiresPrograms({"prometheus", "promtool"})
class DashboardIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path DASHBOARDS = ROOT.resolve("deploy/monitoring/dashboards");

    private static final String WORKLOAD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: registry, labels: {app: registry}}
            spec:
              selector: {matchLabels: {app: registry}}
              template:
                metadata: {labels: {app: registry}}
                spec: {containers: [{name: registry, image: "registry:3"}]}
            ---
            apiVersion: registryexporter.io/v1alpha1
            kind: RegistryExporter
            metadata: {name: registry}
            spec: {selector: {matchLabels: {app: registry}}}
            """;

    @TempDir
    private Path directory;

    @Test
    void the_registrys_has_data_of_a_storage_with_damage_and_uploads() throws IOException {
        Path storage = directory.resolve("registry");
        copy(Path.of(System.getProperty("sample.registry")), storage);
        age(storage.resolve("docker/registry/v2/repositories/tools"));
        try (RunningExporter exporter =
                        RunningExporter.start(directory.resolve("exporter.log"), storage, "--scan.interval=1s");
                RealPrometheus prometheus = RealPrometheus.start(
                        directory,
                        exporter.address(),
                        ROOT.resolve("deploy/monitoring/alerts.yaml"),
                        // Two pods of a Deployment are one registry, and two of a StatefulSet are two.
                        List.of("hub-7d9f8c6b5-x2x4z", "hub-7d9f8c6b5-q8w9r", "mirror-0", "mirror-1"))) {
            Await.until(
                    "three registries, from four pods that have been scraped for a while",
                    () -> prometheus.hasData("count(instance_registry:up:group) == 4")
                            && prometheus.hasData("count(registry:registry_repositories:max) == 3")
                            && prometheus.hasData("min(count_over_time(up[1m])) > 15"));
            List<PanelData> panels = assertAnswered("registry", prometheus, () -> {});
            assertThat(panels)
                    .filteredOn(panel -> panel.panel().path("title").asText().equals("Stored by registry"))
                    .singleElement()
                    .satisfies(panel -> assertThat(panel.legends())
                            .containsExactlyInAnyOrder("registry hub", "registry mirror-0", "registry mirror-1"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    /** Nobody has pushed there for 400 days. */
    private static void age(Path repositories) throws IOException {
        try (Stream<Path> walk = Files.walk(repositories)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
            }
        }
    }

    @Test
    void the_operators_has_data_of_the_operator() throws IOException {
        try (InProcessKubernetes kubernetes = InProcessKubernetes.start()) {
            Path crd = ROOT.resolve("crds/registryexporters.registryexporter.io-v1.yml");
            kubernetes
                    .client()
                    .resource(new KubernetesSerialization()
                            .unmarshal(Files.readString(crd), CustomResourceDefinition.class))
                    .create();
            for (String item : WORKLOAD.split("---\n", -1)) {
                kubernetes
                        .client()
                        .resource(new KubernetesSerialization().<HasMetadata>unmarshal(item))
                        .inNamespace("default")
                        .create();
            }
            try (RunningOperator operator = RunningOperator.start(
                            directory.resolve("operator.log"),
                            kubernetes.writeKubeconfig(directory.resolve("kubeconfig")),
                            Map.of());
                    RealPrometheus prometheus = RealPrometheus.start(directory, operator.address())) {
                // The operator is quiet where nothing happens.
                Await.until("an operator that has been scraped for a while", () -> {
                    touch(kubernetes.client());
                    return prometheus.hasData("min(count_over_time(up[1m])) > 15");
                });
                assertThat(assertAnswered("operator", prometheus, () -> touch(kubernetes.client())))
                        .isNotEmpty();
            }
        }
    }

    private static void touch(KubernetesClient client) {
        client.apps()
                .deployments()
                .inNamespace("default")
                .withName("registry")
                .edit(live -> new DeploymentBuilder(live)
                        .editMetadata()
                        .addToAnnotations("example.org/look", String.valueOf(System.nanoTime()))
                        .endMetadata()
                        .build());
    }

    /** Every query has data, no two series of a panel look the same, and the pictures are in target/dashboards. */
    private static List<PanelData> assertAnswered(String name, RealPrometheus prometheus, Runnable meanwhile)
            throws IOException {
        Dashboard dashboard = Dashboard.read(DASHBOARDS.resolve(name + ".json"));
        assertThat(dashboard.queries()).hasSizeGreaterThan(20);
        List<PanelData> panels = new ArrayList<>();
        for (JsonNode panel : dashboard.panels()) {
            if (panel.has("targets")) {
                // A rate wants two scrapes.
                Await.until("data of " + panel.path("title") + dashboard.queries(panel), () -> {
                    meanwhile.run();
                    return PanelData.of(panel, prometheus).isComplete();
                });
                panels.add(PanelData.of(panel, prometheus));
            }
        }
        List<Path> pictures = DashboardPicture.write(dashboard.json(), panels, Path.of("target", "dashboards", name));
        assertThat(pictures)
                .hasSizeGreaterThan(3)
                .allSatisfy(picture -> assertThat(picture).isNotEmptyFile());
        assertThat(panels)
                .filteredOn(panel -> !panel.type().equals("table"))
                .allSatisfy(panel -> assertThat(panel.legends())
                        .as(panel.panel().path("title").asText())
                        .doesNotHaveDuplicates());
        assertThat(panels)
                .filteredOn(panel -> panel.type().equals("table"))
                .allSatisfy(panel -> assertThat(PanelTable.of(panel).rows())
                        .as(panel.panel().path("title").asText())
                        .doesNotHaveDuplicates());
        return panels;
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.json", "operator.json"})
    void panels_say_what_they_show_and_ask_the_chosen_data_source(String file) {
        Dashboard dashboard = Dashboard.read(DASHBOARDS.resolve(file));
        assertThat(dashboard.variables()).contains("datasource", "namespace");
        assertThat(dashboard.json().toString()).doesNotContain("README").doesNotContain("label_join");
        assertThat(dashboard.panels())
                .filteredOn(panel -> panel.has("targets"))
                .isNotEmpty()
                .allSatisfy(panel -> {
                    assertThat(panel.path("title").asText()).isNotBlank();
                    assertThat(panel.path("description").asText())
                            .as(panel.path("title").asText())
                            .isNotBlank();
                    assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                            .as(panel.path("title").asText())
                            .isNotBlank();
                    assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                    // By the 15 s that Grafana takes for the scrape interval there would be one sample, and no rate.
                    assertThat(panel.path("targets"))
                            .filteredOn(target -> target.path("expr").asText().contains("$__rate_interval"))
                            .allSatisfy(target ->
                                    assertThat(target.path("interval").asText()).isEqualTo("1m"));
                });
    }
}
