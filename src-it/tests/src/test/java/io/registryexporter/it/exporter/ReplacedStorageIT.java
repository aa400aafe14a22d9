package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.RequiresMounts;
import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage that is moved away or mounted over while a scan that takes seconds is in its middle. */
@Tag("once")
class ReplacedStorageIT {
    /** So that a scan of the sample storage takes some two seconds. */
    private static final String SLOWLY = "--scan.max-ops-per-second=400";

    @TempDir
    private Path directory;

    private SampleCopy storage;
    private Path v2;

    @BeforeEach
    void copy() throws IOException {
        storage = SampleCopy.below(directory);
        v2 = storage.root().resolve("docker/registry/v2");
        // Nobody has pushed for an hour.
        try (Stream<Path> all = Files.walk(storage.root())) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
        }
    }

    @Test
    void moved_away_and_back() {
        Path elsewhere = directory.resolve("elsewhere");
        try (RunningExporter exporter =
                RunningExporter.start(directory.resolve("log"), storage.root(), "--scan.interval=1ms", SLOWLY)) {
            assertTheFiguresStay(exporter, moment -> {
                move(v2, elsewhere);
                sleep(moment);
                move(elsewhere, v2);
            });
        }
    }

    @Test
    void repositories_or_blobs_moved_away_and_back() {
        Path elsewhere = directory.resolve("elsewhere");
        try (RunningExporter exporter =
                RunningExporter.start(directory.resolve("log"), storage.root(), "--scan.interval=1ms", SLOWLY)) {
            for (String part : List.of("repositories", "blobs")) {
                assertTheFiguresStay(exporter, moment -> {
                    move(v2.resolve(part), elsewhere);
                    sleep(moment);
                    move(elsewhere, v2.resolve(part));
                });
            }
        }
    }

    @Test
    @RequiresMounts
    void mounted_over_and_unmounted() {
        try (RunningExporter exporter = RunningExporter.startInMountNamespace(
                directory.resolve("log"), storage.root(), "--scan.interval=1ms", SLOWLY)) {
            for (Path place : List.of(storage.root(), v2, v2.resolve("repositories"), v2.resolve("blobs"))) {
                assertTheFiguresStay(exporter, moment -> {
                    exporter.runInItsMountNamespace("mount", "-t", "tmpfs", "tmpfs", place.toString());
                    sleep(moment);
                    exporter.runInItsMountNamespace("umount", place.toString());
                });
            }
        }
    }

    /** At moments all over a scan: each scrape has the figures of the whole storage. */
    private static void assertTheFiguresStay(RunningExporter exporter, Consumer<Integer> gone) {
        Map<String, Double> whole = figures(exporter);
        long failedBefore = failed(exporter);
        for (int moment = 100; moment <= 900; moment += 200) {
            gone.accept(moment);
            assertThat(figures(exporter)).isEqualTo(whole);
        }
        exporter.scrapeAfterNextScan();
        assertThat(figures(exporter)).isEqualTo(whole);
        assertThat(failed(exporter)).isGreaterThan(failedBefore);
    }

    private static long failed(RunningExporter exporter) {
        return exporter.log()
                .lines()
                .filter(line -> line.contains("Check that the volume is mounted") || line.contains("does not exist"))
                .count();
    }

    private static Map<String, Double> figures(RunningExporter exporter) {
        Map<String, Double> figures = new TreeMap<>(exporter.scrape().of("repository_", "registry_"));
        figures.keySet()
                .removeIf(
                        series -> series.startsWith("registry_exporter_") || series.startsWith("registry_filesystem_"));
        return figures;
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
