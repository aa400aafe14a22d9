package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.corpus.Corpus;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.Scrape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every value of the exporter is what the registry's own HTTP API says, on a sound storage and on a damaged one. */
@Tag("once")
@RequiresPrograms({"docker-registry", "skopeo"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegistryApiIT {
    static final String[] FAMILIES = {
        "repository_tags_total{",
        "repository_revisions_total{",
        "repository_tag_layers_total{",
        "repository_tag_size_bytes{",
        "registry_repositories"
    };

    @TempDir
    private static Path directory;

    private static RealRegistry registry;
    private static Corpus corpus;

    @BeforeAll
    static void push() throws IOException {
        registry = RealRegistry.start(directory);
        corpus = new Corpus(registry);
        corpus.pushEverything(directory);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    @Order(1)
    void the_storage_is_large_and_odd_enough() {
        Map<String, Double> expected = ApiExpectation.of(registry, corpus.digests());
        double tags = expected.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("repository_tags_total"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        assertThat(corpus.digests()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(tags).isGreaterThanOrEqualTo(150);
        assertThat(registry.manifest("skopeo/zstd", "v1")
                        .orElseThrow()
                        .manifest()
                        .toString())
                .contains("application/vnd.oci.image.layer.v1.tar+zstd");
    }

    @Test
    @Order(2)
    void every_repository_that_the_catalog_lists_with_tags_is_there() {
        Scrape scrape = scrape(registry.root());
        assertThat(registry.repositories())
                .filteredOn(name -> registry.tags(name).isPresent())
                .allSatisfy(name ->
                        assertThat(scrape.samples()).containsKey("repository_tags_total{repository=\"" + name + "\"}"));
    }

    @Test
    @Order(3)
    void every_value_is_what_the_api_says() {
        Scrape scrape = scrape(registry.v2());
        assertThat(Scrape.differences(scrape.of(FAMILIES), ApiExpectation.of(registry, corpus.digests())))
                .isEmpty();
    }

    @Test
    @Order(4)
    void the_only_damage_is_what_was_pushed_so() {
        Map<String, Double> damage = scrape(registry.root()).of("registry_repository_damage");
        assertThat(damage)
                .isEqualTo(Map.ofEntries(
                        damaged("multi/child-deleted", "index_child_missing", 1),
                        damaged("odd/sizes", "blob_size_mismatch", 1)));
    }

    @Test
    @Order(5)
    void what_the_registry_cannot_serve_has_no_series_and_is_counted_as_damage() throws IOException {
        damage();
        Map<String, Double> expected = ApiExpectation.of(registry, corpus.digests());
        // They exist, as their blobs have data (R10); that they cannot be served the API says by 500.
        expected.put("repository_revisions_total{repository=\"bulk/r9\"}", 11.0);
        expected.put("repository_revisions_total{repository=\"bulk/r10\"}", 11.0);
        Scrape scrape = scrape(registry.root());
        assertThat(Scrape.differences(scrape.of(FAMILIES), expected)).isEmpty();
        Map<String, Double> damage = Map.ofEntries(
                damaged("bulk/r1", "tag_without_current", 1),
                damaged("bulk/r2", "revision_missing", 1),
                damaged("bulk/r3", "manifest_blob_missing", 1),
                damaged("bulk/r4", "link_empty", 1),
                damaged("bulk/r5", "link_invalid", 2),
                damaged("bulk/r6", "link_too_large", 1),
                damaged("bulk/r7", "not_a_directory", 1),
                damaged("bulk/r8", "link_empty", 1),
                damaged("bulk/r9", "manifest_invalid", 1),
                damaged("bulk/r10", "manifest_too_large", 1));
        assertThat(Scrape.differences(damageBelow(scrape, "bulk/"), damage)).isEmpty();
    }

    private static Map<String, Double> damageBelow(Scrape scrape, String prefix) {
        Map<String, Double> damage = scrape.of("registry_repository_damage{");
        damage.keySet().removeIf(series -> !series.contains("repository=\"" + prefix));
        return damage;
    }

    private static Map.Entry<String, Double> damaged(String repository, String reason, double count) {
        return Map.entry(
                "registry_repository_damage{reason=\"" + reason + "\",repository=\"" + repository + "\"}", count);
    }

    /** Breaks the first tag of each bulk repository in another way. */
    private static void damage() throws IOException {
        Files.delete(current("bulk/r1"));
        old(current("bulk/r1").resolve("../..").normalize());
        Path revision = revision("bulk/r2");
        Files.delete(revision);
        old(revision.getParent());
        Files.delete(blob("bulk/r3"));
        old(Files.write(current("bulk/r4"), new byte[0]));
        Files.writeString(current("bulk/r5"), "sha256:../../../../etc/passwd");
        Files.writeString(
                current("bulk/r5").resolve("../../../t2/current/link").normalize(), "SHA256:" + "A".repeat(64));
        Files.writeString(current("bulk/r6"), "x".repeat(5000));
        old(Files.writeString(registry.v2().resolve("repositories/bulk/r7/_manifests/tags/plain-file"), ""));
        old(Files.write(revision("bulk/r8"), new byte[0]));
        Files.writeString(blob("bulk/r9"), "{\"schemaVersion\":2");
        Path large = blob("bulk/r10");
        Files.write(large, (Files.readString(large) + " ".repeat(4 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8));
    }

    /** A registry that writes at this moment is not what these links are damaged by. */
    private static void old(Path path) throws IOException {
        Files.setLastModifiedTime(path, java.nio.file.attribute.FileTime.fromMillis(0));
    }

    private static Path current(String repository) {
        return registry.v2().resolve("repositories/" + repository + "/_manifests/tags/t1/current/link");
    }

    private static Path revision(String repository) {
        return registry.v2()
                .resolve("repositories/" + repository + "/_manifests/revisions/sha256/" + hex(repository) + "/link");
    }

    private static Path blob(String repository) {
        String hex = hex(repository);
        return registry.v2().resolve("blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
    }

    private static String hex(String repository) {
        return registry.manifest(repository, "t1").orElseThrow().digest().substring("sha256:".length());
    }

    private static Scrape scrape(Path storage) {
        try (RunningExporter exporter =
                RunningExporter.start(directory.resolve("exporter.log"), storage, "--registry.version=2")) {
            return exporter.scrape();
        }
    }
}
