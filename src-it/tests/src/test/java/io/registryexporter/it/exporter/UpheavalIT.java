package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageReplacedException;
import io.registryexporter.support.corpus.random.RandomStorage;
import io.registryexporter.support.corpus.random.Trees;
import io.registryexporter.support.corpus.random.Upheaval;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.Scrape;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storages of chance change while one exporter scans them again and again. When they rest, its next scan finds what a scan
 * from scratch finds. The seed is told; upheaval.seed and upheaval.seconds set it and how long this goes on.
 */
@Tag("once")
@RequiresPrograms("mkfifo")
class UpheavalIT {
    private static final int ROUNDS = 6;
    private static final int MOST_CHANGES = 12;

    /** Longer than the steps in which a file system keeps times. */
    private static final long TICK_MILLIS = 20;

    @TempDir
    private Path directory;

    @Test
    void a_scan_after_any_change_finds_what_a_scan_from_scratch_finds() throws Exception {
        long seed = Long.getLong("upheaval.seed", System.nanoTime());
        Instant end = Instant.now().plusSeconds(Long.getLong("upheaval.seconds", 10L));
        do {
            storage(seed++);
        } while (Instant.now().isBefore(end));
    }

    private void storage(long seed) throws Exception {
        Random random = Differential.random(seed);
        Path root = directory.resolve("registry");
        Path pristine = directory.resolve("pristine");
        Trees.delete(root);
        Trees.delete(pristine);
        RandomStorage.write(root, random);
        Trees.makeOld(root);
        Path v2 = root.resolve("docker/registry/v2");
        Trees.copy(v2, pristine);
        Upheaval upheaval = new Upheaval(v2, pristine, random);
        RegistryVersion version = random.nextBoolean() ? RegistryVersion.V2 : RegistryVersion.V3;
        List<String> changes = new ArrayList<>();
        StandingClock clock = new StandingClock();
        try (IncrementalScanning scanning = new IncrementalScanning(root, version, clock)) {
            for (int round = 0; round < ROUNDS; round++) {
                // What was there before is old, and what comes now is not.
                clock.tick();
                scanWhileItChanges(upheaval, 1 + random.nextInt(MOST_CHANGES), scanning, changes);
                clock.tick();
                Map<String, Double> incremental = scanning.series();
                assertThat(Scrape.differences(incremental, scanning.seriesFromScratch()))
                        .as("-Dupheaval.seed=%d, version %s, round %d, after%n%s", seed, version, round, lines(changes))
                        .isEmpty();
            }
        }
    }

    private static void scanWhileItChanges(
            Upheaval upheaval, int count, IncrementalScanning scanning, List<String> changes) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> changing = other.submit(() -> {
                for (int change = 0; change < count; change++) {
                    changes.add(upheaval.change());
                }
                return changes;
            });
            while (!changing.isDone()) {
                scanUnlessReplaced(scanning);
            }
            changing.get();
        } finally {
            other.shutdownNow();
        }
    }

    /**
     * A directory of an old time that takes the place of another one is just what a restored volume looks like: a scan
     * that meets it fails, and the next one has to find what is there.
     */
    private static void scanUnlessReplaced(IncrementalScanning scanning) {
        try {
            scanning.series();
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof StorageReplacedException)) {
                throw e;
            }
        }
    }

    private static String lines(List<String> changes) {
        return String.join("\n", changes);
    }

    /** A minute ahead of the moment at which it was set last. */
    private static final class StandingClock extends Clock {
        private volatile Instant now = Instant.EPOCH;

        void tick() throws InterruptedException {
            Thread.sleep(TICK_MILLIS);
            now = Instant.now().plus(Duration.ofSeconds(60));
            Thread.sleep(TICK_MILLIS);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
