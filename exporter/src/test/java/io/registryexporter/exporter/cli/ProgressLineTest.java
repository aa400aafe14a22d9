package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.MovableClock;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.ScanIntervals;
import io.registryexporter.exporter.scan.ScanProgress;
import io.registryexporter.exporter.scan.StorageScanner;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown while a scan runs. */
class ProgressLineTest {
    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final ScanProgress progress = new ScanProgress();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void before_anything_is_counted() {
        try (ProgressLine line = line()) {
            assertThat(line.line()).isEqualTo("scanning");
        }
    }

    @Test
    void repositories_done_and_their_rate() throws Exception {
        try (ProgressLine line = line()) {
            scanOf(3);
            assertThat(line.line()).isEqualTo("[####################] 3 of 3 repositories");
            clock.move(Duration.ofSeconds(1));
            assertThat(line.line()).isEqualTo("[####################] 3 of 3 repositories, 3/s");
        }
    }

    @Test
    void a_short_scan_shows_nothing() {
        try (ProgressLine line = line()) {
            line.show();
        }
        assertThat(terminal.size()).isZero();
    }

    private void scanOf(int repositories) throws Exception {
        TestStorage storage = new TestStorage(directory);
        for (int i = 0; i < repositories; i++) {
            storage.directory("repositories/r" + i + "/_manifests/tags");
            storage.directory("repositories/r" + i + "/_manifests/revisions");
        }
        ExecutorService readers = Executors.newSingleThreadExecutor();
        new StorageScanner(readers, RegistryVersion.V3, ScanIntervals.ofSingleScan(), Pace.unlimited(), clock, () -> {})
                .scan(storage.root(), storage.v2(), progress);
        readers.shutdownNow();
    }

    private ProgressLine line() {
        return new ProgressLine(progress, new PrintStream(terminal, true, StandardCharsets.UTF_8), clock);
    }
}
