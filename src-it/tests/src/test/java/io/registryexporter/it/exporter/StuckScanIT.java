package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.Scrape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link of a tag becomes a pipe between the look and the opening, for as long as a scan runs into it. */
@RequiresPrograms("mkfifo")
class StuckScanIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void a_scan_that_opens_a_pipe_is_given_up_and_the_next_one_succeeds() throws Exception {
        SampleCopy storage = SampleCopy.at(directory.resolve("registry"));
        Path link = storage.repositories().resolve("platform/api/_manifests/tags/latest/current/link");
        try (RunningExporter exporter = RunningExporter.start(
                directory.resolve("exporter.log"),
                directory.resolve("registry"),
                "--scan.interval=1ms",
                "--scan.stuck-after=2s")) {
            double tags = tags(exporter.scrape());
            swapUntilStuck(link, exporter);
            Scrape scrape = exporter.scrape();
            assertThat(tags(scrape)).isEqualTo(tags);
            assertThat(scrape.value("registry_exporter_stuck_scans")).isPositive();
            assertThat(exporter.log()).contains("scan failed", "nothing was read or listed for 2 seconds");
            assertThat(exporter.status("/-/healthy")).isEqualTo(200);
            Scrape after = exporter.scrapeAfterNextScan();
            assertThat(after.value("registry_exporter_scan_success")).isEqualTo(1);
            assertThat(tags(after)).isEqualTo(tags);
        }
    }

    private static double tags(Scrape scrape) {
        return scrape.value("repository_tags_total{repository=\"platform/api\"}");
    }

    /** Ends with the link as it was. */
    private void swapUntilStuck(Path link, RunningExporter exporter) throws Exception {
        byte[] content = Files.readAllBytes(link);
        Path pipe = directory.resolve("pipe");
        Path file = directory.resolve("file");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        Instant end = Instant.now().plus(PATIENCE);
        while (!exporter.log().contains("scan failed") && Instant.now().isBefore(end)) {
            for (int i = 0; i < 200; i++) {
                Files.write(file, content);
                Files.move(file, link, StandardCopyOption.REPLACE_EXISTING);
                Files.createLink(file, pipe);
                Files.move(file, link, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.write(file, content);
        Files.move(file, link, StandardCopyOption.REPLACE_EXISTING);
    }
}
