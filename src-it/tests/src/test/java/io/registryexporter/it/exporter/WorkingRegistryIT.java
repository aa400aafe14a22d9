package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.corpus.Corpus;
import io.registryexporter.support.corpus.Image;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.Scrape;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry pushes, moves and deletes while the exporter scans without a pause. */
@Tag("once")
@RequiresPrograms("docker-registry")
class WorkingRegistryIT {
    private static final int ROUNDS = 120;

    @TempDir
    private Path directory;

    @Test
    void no_scan_fails_and_the_one_after_the_last_push_equals_the_api() {
        try (RealRegistry registry = RealRegistry.start(directory);
                RunningExporter exporter = RunningExporter.start(
                        directory.resolve("exporter.log"),
                        registry.root(),
                        "--scan.interval=1ms",
                        "--registry.version=2")) {
            Corpus corpus = new Corpus(registry);
            double before = exporter.scrape().value("registry_exporter_scans_total");
            work(registry, corpus);
            Scrape scrape = exporter.scrapeAfterNextScan();
            assertThat(scrape.value("registry_exporter_scans_total") - before).isGreaterThan(ROUNDS / 2.0);
            assertThat(Scrape.differences(
                            scrape.of(RegistryApiIT.FAMILIES), ApiExpectation.of(registry, corpus.digests())))
                    .isEmpty();
            assertThat(scrape.value("registry_exporter_scan_success")).isEqualTo(1);
            assertThat(exporter.log().lines().filter(line -> !line.contains("level=info")))
                    .isEmpty();
        }
    }

    private static void work(RealRegistry registry, Corpus corpus) {
        for (int round = 1; round <= ROUNDS; round++) {
            String repository = "work/r" + round % 5;
            String digest = corpus.image(repository, "latest", Image.OCI, round);
            corpus.image(repository, "t" + round % 7, Image.OCI, round % 3 + 1);
            corpus.image(repository + "/nested" + round, "v1", Image.OCI, 9);
            if (round % 4 == 0) {
                registry.deleteManifest(repository, digest);
            }
        }
    }
}
