package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.registryexporter.support.corpus.Corpus;
import io.registryexporter.support.real.Promtool;
import io.registryexporter.support.real.RealPrometheus;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the exporter beside a real registry. */
@RequiresPrograms({"docker-registry", "skopeo", "prometheus", "promtool"})
class PrometheusIT {
    private static final String[] SCANNED = {
        "repository_", "registry_repositor", "registry_storage", "registry_reclaimable", "registry_damage"
    };

    @TempDir
    private static Path directory;

    private static RunningExporter exporter;

    @BeforeAll
    static void push() throws IOException {
        try (RealRegistry registry = RealRegistry.start(directory)) {
            new Corpus(registry).pushEverything(directory);
            exporter = RunningExporter.start(directory.resolve("exporter.log"), registry.root());
        }
    }

    @AfterAll
    static void stop() {
        exporter.close();
    }

    @Test
    void its_queries_give_the_values_of_the_exporter() {
        try (RealPrometheus prometheus = RealPrometheus.start(directory, exporter.address())) {
            Scrape stored = prometheus.query("{job=\"exporter\"}");
            assertThat(Scrape.differences(stored.of(SCANNED), exporter.scrape().of(SCANNED)))
                    .isEmpty();
            assertThat(stored.of(SCANNED)).hasSizeGreaterThan(300);
            assertThat(prometheus.lastError()).isEmpty();
            assertThat(stored.samples())
                    .containsKeys(
                            "registry_exporter_scans_total",
                            "registry_exporter_scan_success",
                            "registry_exporter_scan_duration_seconds",
                            "registry_exporter_scan_end_timestamp_seconds",
                            "process_resident_memory_bytes",
                            "process_cpu_seconds_total",
                            "jvm_threads_current");
            assertThat(stored.of("registry_exporter_build_info{java=")).hasSize(1);
        }
    }

    @Test
    void every_example_of_the_pages_is_a_query_that_it_answers() throws IOException {
        String pages = Files.readString(Path.of(System.getProperty("docs"), "exporter", "metrics.md"))
                + Files.readString(Path.of(System.getProperty("docs"), "exporter", "damage.md"));
        List<String> examples = Pattern.compile("\\| `([^`]+)` \\|$", Pattern.MULTILINE)
                .matcher(pages)
                .results()
                .map(example -> example.group(1))
                .toList();
        assertThat(examples).hasSizeGreaterThan(15);
        String served = exporter.text();
        assertThat(examples)
                .flatMap(example -> Pattern.compile("(registry|repository)_\\w+")
                        .matcher(example)
                        .results()
                        .map(MatchResult::group)
                        .toList())
                .allSatisfy(name -> assertThat(served).contains("# TYPE " + name + " "));
        try (RealPrometheus prometheus = RealPrometheus.start(directory, exporter.address())) {
            assertThat(examples)
                    .allSatisfy(example ->
                            assertThatCode(() -> prometheus.query(example)).doesNotThrowAnyException());
        }
    }

    @Test
    void promtool_complains_of_nothing_but_the_names_of_the_original() {
        String complaint = " non-counter metrics should not have \"_total\" suffix";
        assertThat(new Promtool().checkMetrics(exporter.text()))
                .containsExactlyInAnyOrder(
                        "repository_tags_total" + complaint,
                        "repository_revisions_total" + complaint,
                        "repository_tag_layers_total" + complaint);
    }
}
