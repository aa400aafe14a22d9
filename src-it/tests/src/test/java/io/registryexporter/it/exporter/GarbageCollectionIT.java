package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.support.corpus.Corpus;
import io.registryexporter.support.corpus.Image;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.Scrape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the registry's own garbage collection frees is what the exporter said that it would. */
@Tag("once")
@RequiresPrograms({"docker-registry", "skopeo"})
class GarbageCollectionIT {
    @TempDir
    private static Path directory;

    private static RealRegistry registry;
    private static Corpus corpus;
    private static Scrape scrape;

    @BeforeAll
    static void push() throws IOException {
        registry = RealRegistry.start(directory);
        corpus = new Corpus(registry);
        corpus.pushEverything(directory);
        // Without a tags directory 2.8 ends its collection of untagged manifests with an error.
        corpus.image("untagged", "v1", Image.OCI, 9);
        registry.cancelUpload(registry.sendPart(registry.startUpload("half/cancelled"), Image.blob(8, 80)));
        registry.sendPart(registry.startUpload("half/upload-only"), Image.blob(9, 40));
        registry.sendPart(registry.startUpload("half/stale"), Image.blob(10, 30));
        makeOld(registry.v2().resolve("repositories/half/stale/_uploads"));
        try (RunningExporter exporter =
                RunningExporter.start(directory.resolve("exporter.log"), registry.root(), "--registry.version=2")) {
            scrape = exporter.scrape();
        }
    }

    /** As if the upload had begun on the first of January 2020. */
    private static void makeOld(Path uploads) throws IOException {
        try (Stream<Path> files = Files.walk(uploads)) {
            for (Path file : files.filter(path -> path.endsWith("startedat")).toList()) {
                Files.writeString(file, "2020-01-01T00:00:00Z");
            }
        }
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void every_blob_counts_once_with_its_stored_bytes() throws IOException {
        Map<String, Long> blobs = blobs(registry.v2());
        assertThat(scrape.value("registry_storage_blobs")).isEqualTo(blobs.size());
        assertThat(scrape.value("registry_storage_bytes")).isEqualTo((double) sum(blobs.values()));
    }

    @Test
    void what_garbage_collection_would_free() throws IOException {
        assertReclaimable("gc", RealRegistry.collectGarbage(work("gc"), registry.root(), "--dry-run"));
    }

    @Test
    void what_garbage_collection_of_untagged_manifests_would_free() throws IOException {
        assertReclaimable(
                "gc_delete_untagged", RealRegistry.collectGarbage(work("gc-m"), registry.root(), "--dry-run", "-m"));
    }

    private static void assertReclaimable(String mode, List<String> eligible) throws IOException {
        Map<String, Long> blobs = blobs(registry.v2());
        long bytes = eligible.stream().mapToLong(blobs::get).sum();
        assertThat(eligible).isNotEmpty();
        assertThat(scrape.value("registry_reclaimable_blobs{mode=\"" + mode + "\"}"))
                .isEqualTo(eligible.size());
        assertThat(scrape.value("registry_reclaimable_bytes{mode=\"" + mode + "\"}"))
                .isEqualTo((double) bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http/oci",
                "http/mount",
                "multi/attested",
                "multi/nested",
                "a",
                "bulk/r1",
                "moved",
                "skopeo/schema1"
            })
    void what_would_go_if_a_repository_went(String repository) throws IOException {
        Path work = work("without-" + repository.replace('/', '-'));
        Path copy = copy(registry.root(), work.resolve("copy"));
        RealRegistry.collectGarbage(work, copy);
        long before = sum(blobs(copy.resolve("docker/registry/v2")).values());
        for (String own : new String[] {"_manifests", "_layers", "_uploads"}) {
            delete(copy.resolve("docker/registry/v2/repositories")
                    .resolve(repository)
                    .resolve(own));
        }
        RealRegistry.collectGarbage(work, copy);
        long after = sum(blobs(copy.resolve("docker/registry/v2")).values());
        assertThat(scrape.value("registry_repository_exclusive_bytes{repository=\"" + repository + "\"}"))
                .isEqualTo((double) (before - after));
    }

    @Test
    void untagged_and_unreachable_revisions() {
        for (Map.Entry<String, Set<String>> entry : corpus.digests().entrySet()) {
            String repository = entry.getKey();
            Set<String> untagged = entry.getValue().stream()
                    .filter(digest -> registry.manifest(repository, digest).isPresent())
                    .collect(Collectors.toCollection(HashSet::new));
            Set<String> unreachable = new HashSet<>(untagged);
            for (String tag : registry.tags(repository).orElseGet(List::of)) {
                String digest = registry.manifest(repository, tag).orElseThrow().digest();
                untagged.remove(digest);
                reach(repository, digest, unreachable);
            }
            String labels = "{repository=\"" + repository + "\"}";
            assertThat(scrape.value("registry_repository_untagged_revisions" + labels))
                    .as(repository)
                    .isEqualTo(untagged.size());
            assertThat(scrape.value("registry_repository_unreachable_revisions" + labels))
                    .as(repository)
                    .isEqualTo(unreachable.size());
        }
    }

    private static void reach(String repository, String digest, Set<String> unreachable) {
        Optional<RealRegistry.Served> served = registry.manifest(repository, digest);
        unreachable.remove(digest);
        if (served.isPresent()) {
            for (JsonNode child : served.get().manifest().path("manifests")) {
                reach(repository, child.path("digest").asText(), unreachable);
            }
        }
    }

    @Test
    void unfinished_uploads_count_and_cancelled_ones_do_not() {
        assertThat(scrape.of("registry_repository_uploads{", "registry_repository_upload_bytes{"))
                .isEqualTo(Map.of(
                        "registry_repository_uploads{repository=\"half/upload-only\"}", 2.0,
                        "registry_repository_upload_bytes{repository=\"half/upload-only\"}", 100.0,
                        "registry_repository_uploads{repository=\"half/upload-beside\"}", 1.0,
                        "registry_repository_upload_bytes{repository=\"half/upload-beside\"}", 70.0,
                        "registry_repository_uploads{repository=\"half/stale\"}", 1.0,
                        "registry_repository_upload_bytes{repository=\"half/stale\"}", 30.0));
    }

    @Test
    void a_stale_upload_tells_when_it_began() {
        String oldest = "registry_repository_oldest_upload_timestamp_seconds{repository=\"half/";
        double start = java.time.Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();
        assertThat(scrape.value(oldest + "stale\"}")).isEqualTo(start);
        assertThat(scrape.value(oldest + "upload-only\"}")).isGreaterThan(start);
    }

    private static Path work(String name) throws IOException {
        return Files.createDirectories(directory.resolve("work").resolve(name));
    }

    /** Stored bytes by digest. */
    private static Map<String, Long> blobs(Path v2) throws IOException {
        try (Stream<Path> files = Files.walk(v2.resolve("blobs"))) {
            return files.filter(file -> file.endsWith("data"))
                    .collect(Collectors.toMap(
                            file -> "sha256:" + file.getParent().getFileName(), GarbageCollectionIT::size));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sum(Collection<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).sum();
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
