package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.corpus.Corpus;
import io.registryexporter.support.corpus.Image;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real registry changes its storage in each of the ways of the table of measured times, and after each change a scan
 * that remembers the ones before finds what the API answers, and what a scan from scratch finds.
 */
@RequiresPrograms("docker-registry")
class IncrementalScanIT {
    private static final String APP = "team/app";

    @TempDir
    private Path directory;

    private RealRegistry registry;
    private Corpus corpus;
    private IncrementalScanning scanning;
    private String first;

    @BeforeEach
    void push() {
        registry = RealRegistry.start(directory);
        corpus = new Corpus(registry);
        first = corpus.image(APP, "v1", Image.OCI, 100, 200);
        corpus.image(APP, "v2", Image.OCI, 100, 300);
        corpus.image("team/other", "v1", Image.OCI, 100, 400);
        scanning = new IncrementalScanning(registry);
        scanning.series();
    }

    @AfterEach
    void stop() {
        scanning.close();
        registry.close();
    }

    @Test
    void a_storage_that_nobody_touches_is_found_as_it_was() {
        assertThat(scanning.findsNothingNew()).isTrue();
        assertScanned();
        assertThat(scanning.findsNothingNew()).isTrue();
    }

    @Test
    void ten_scans_between_changes_of_every_kind() throws Exception {
        // A new tag on a known manifest.
        corpus.image(APP, "also-v1", Image.OCI, 100, 200);
        assertScanned();
        // A tag that moves to a new manifest.
        corpus.image(APP, "v2", Image.OCI, 100, 301);
        assertScanned();
        // A tag that moves to a known manifest, which changes nothing but what its link says.
        corpus.image(APP, "v2", Image.OCI, 100, 200);
        assertScanned();
        Path saved = save();
        // A new repository, and one in it.
        corpus.image("new", "v1", Image.OCI, 500);
        corpus.image("new/nested", "v1", Image.OCI, 501);
        assertScanned();
        // A tag that is deleted, as the API of 3.x does it.
        delete(registry.v2().resolve("repositories/team/other/_manifests/tags/v1"));
        assertScanned();
        // A manifest that is deleted by its digest, with all tags on it.
        registry.deleteManifest(APP, first);
        assertScanned();
        // A garbage collection, and one that takes untagged manifests too.
        RealRegistry.collectGarbage(Files.createDirectory(directory.resolve("gc")), registry.root());
        assertScanned();
        RealRegistry.collectGarbage(Files.createDirectory(directory.resolve("gc-m")), registry.root(), "-m");
        assertScanned();
        // A backup that is restored with its old times.
        restore(saved);
        assertScanned();
        // An unfinished upload.
        registry.sendPart(registry.startUpload(APP), Image.blob(9, 5000));
        assertScanned();
    }

    private void assertScanned() {
        Map<String, Double> incremental = scanning.series();
        assertThat(Scrape.differences(incremental, scanning.seriesFromScratch()))
                .as("a scan from scratch")
                .isEmpty();
        Map<String, Double> original = new TreeMap<>(incremental);
        original.keySet().removeIf(series -> Stream.of(RegistryApiIT.FAMILIES).noneMatch(series::startsWith));
        assertThat(Scrape.differences(original, ApiExpectation.of(registry, corpus.digests())))
                .as("the API")
                .isEmpty();
    }

    private Path save() throws IOException, InterruptedException {
        Path archive = directory.resolve("saved.tar");
        tar("-cpf", archive.toString(), "-C", registry.root().toString(), "docker");
        return archive;
    }

    private void restore(Path archive) throws IOException, InterruptedException {
        tar("-xpf", archive.toString(), "-C", registry.root().toString());
    }

    private static void tar(String... arguments) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder(
                        Stream.concat(Stream.of("tar"), Stream.of(arguments)).toList())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> below = Files.walk(path)) {
            for (Path file : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
