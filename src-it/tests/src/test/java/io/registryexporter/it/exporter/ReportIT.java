package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.exporter.report.Remedy;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.support.corpus.Corpus;
import io.registryexporter.support.corpus.Image;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.RunningExporter.Ended;
import io.registryexporter.support.real.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code report} and {@code check} on a storage that a real registry wrote. */
@Tag("once")
@RequiresPrograms({"docker-registry", "skopeo"})
class ReportIT {
    @TempDir
    private static Path directory;

    private static RealRegistry registry;
    private static Scrape scrape;

    @BeforeAll
    static void push() throws IOException {
        registry = RealRegistry.start(directory);
        new Corpus(registry).pushEverything(directory);
        try (RunningExporter exporter = RunningExporter.start(directory.resolve("exporter.log"), registry.root())) {
            scrape = exporter.scrape();
        }
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void the_report_tells_the_figures_of_the_metrics() throws IOException {
        Ended ended = run("report", registry.root().toString(), "--format=json");
        JsonNode report = new ObjectMapper().readTree(ended.output());

        assertThat(ended.exitCode()).isZero();
        assertThat(report.at("/storage/bytes").asDouble()).isEqualTo(scrape.value("registry_storage_bytes"));
        assertThat(report.at("/storage/blobs").asDouble()).isEqualTo(scrape.value("registry_storage_blobs"));
        for (String mode : List.of("gc", "gc_delete_untagged")) {
            assertThat(report.at("/reclaimable/" + mode + "/bytes").asDouble())
                    .isEqualTo(scrape.value("registry_reclaimable_bytes{mode=\"" + mode + "\"}"));
        }
        List<String> names = new ArrayList<>();
        for (JsonNode repository : report.path("repositories")) {
            String label = "{repository=\"" + repository.path("name").asText() + "\"}";
            if (!scrape.samples().containsKey("repository_tags_total" + label)) {
                continue;
            }
            names.add(label);
            assertThat(repository.path("tags").asDouble()).isEqualTo(scrape.value("repository_tags_total" + label));
            assertThat(repository.path("storedBytes").asDouble())
                    .isEqualTo(scrape.value("registry_repository_stored_bytes" + label));
            assertThat(repository.path("exclusiveBytes").asDouble())
                    .isEqualTo(scrape.value("registry_repository_exclusive_bytes" + label));
        }
        assertThat((double) names.size()).isEqualTo(scrape.value("registry_repositories"));
    }

    @Test
    void the_largest_tag_is_the_one_of_the_metrics() throws IOException {
        JsonNode report = new ObjectMapper()
                .readTree(run("report", registry.root().toString(), "--format=json", "--top=1")
                        .output());

        assertThat(report.path("largestTags")).hasSize(1);
        assertThat(report.at("/largestTags/0/bytes").asDouble())
                .isEqualTo(scrape.of("repository_tag_size_bytes{").values().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElseThrow());
    }

    @Test
    void an_empty_link_is_found_and_stops_the_garbage_collection_as_is_said() throws IOException {
        try (RealRegistry other = RealRegistry.start(Files.createDirectory(directory.resolve("other")))) {
            Corpus corpus = new Corpus(other);
            corpus.image("app", "v1", Image.OCI, 10);
            assertThat(run("check", other.root().toString()).exitCode()).isZero();

            Path link = other.v2().resolve("repositories/app/_manifests/tags/v1/current/link");
            Files.writeString(link, "");
            Files.setLastModifiedTime(link, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

            Ended ended = run("check", other.root().toString());
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.output())
                    .contains(
                            other.v2() + "/repositories/app/_manifests/tags/v1",
                            "link_empty",
                            "`registry garbage-collect -m` stops at 1 entry");
            Path work = Files.createDirectory(directory.resolve("gc"));
            assertThat(RealRegistry.collectGarbage(work, other.root(), "--dry-run"))
                    .isEmpty();
            assertThatThrownBy(() -> RealRegistry.collectGarbage(work, other.root(), "--dry-run", "-m"))
                    .hasMessageContaining("invalid checksum digest format");
        }
    }

    @Test
    void a_terminal_is_told_how_far_a_long_scan_is_and_gets_colours() {
        Ended ended = RunningExporter.runOnTerminal(
                directory.resolve("terminal.log"),
                "report",
                registry.root().toString(),
                "--scan.max-ops-per-second=1000");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output())
                .containsPattern("\r\u001b\\[K\\[[#.]{20}] [\\d,]+ of [\\d,]+ (repositories|directories of blobs)")
                .contains("\u001b[1mStored");
    }

    @Test
    void json_has_the_fields_of_its_page_and_no_others() throws IOException {
        Matcher example = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(page("report-and-check.md"));
        assertThat(example.find()).isTrue();
        ObjectMapper json = new ObjectMapper();
        JsonNode report = json.readTree(run("report", System.getProperty("sample.registry"), "--format=json")
                .output());

        assertThat(fields("", report)).containsExactlyInAnyOrderElementsOf(fields("", json.readTree(example.group(1))));
    }

    @Test
    void a_page_has_the_remedy_of_each_reason() throws IOException {
        String page = page("damage.md");
        for (DamageReason reason : DamageReason.values()) {
            assertThat(page)
                    .containsPattern(
                            "(?m)^\\| `" + reason.label() + "` \\|.*\\| " + Pattern.quote(Remedy.of(reason)) + " \\|$");
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("docs"), "exporter", name));
    }

    /** The paths of all fields, without the positions in arrays. */
    private static Set<String> fields(String path, JsonNode node) {
        Set<String> fields = new TreeSet<>();
        node.properties().forEach(field -> {
            fields.add(path + "/" + field.getKey());
            fields.addAll(fields(path + "/" + field.getKey(), field.getValue()));
        });
        if (node.isArray()) {
            node.forEach(entry -> fields.addAll(fields(path, entry)));
        }
        return fields;
    }

    private static Ended run(String... arguments) {
        return RunningExporter.runToItsEnd(directory.resolve("command.log"), List.of(), arguments);
    }
}
