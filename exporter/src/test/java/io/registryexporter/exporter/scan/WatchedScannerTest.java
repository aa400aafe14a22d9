package io.registryexporter.exporter.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A clock that goes ten minutes ahead in twenty looks, whatever time a test takes. */
@Timeout(120)
class WatchedScannerTest {
    private static final Duration LIMIT = Duration.ofMillis(400);

    @TempDir
    private Path directory;

    private final AtomicInteger looks = new AtomicInteger();
    private final Pace pace = Pace.unlimited();
    private final CountDownLatch away = new CountDownLatch(1);
    private StorageFiles files;
    private WatchedScanner scanner;

    @BeforeEach
    void create() throws IOException {
        Clock clock = InstantSource.fixed(Instant.EPOCH).withZone(ZoneOffset.UTC);
        Clock running = new RunningClock(clock);
        files = new StorageFiles(directory, directory, pace);
        scanner = new WatchedScanner(
                new ReaderThreads(2, cause -> {}),
                readers -> new StorageScanner(
                        readers, RegistryVersion.V3, ScanIntervals.ofSingleScan(), pace, clock, () -> {}),
                LIMIT,
                running);
    }

    @AfterEach
    void release() {
        away.countDown();
        scanner.close();
    }

    @Test
    void a_scan_that_does_not_move_is_given_up_and_the_next_one_has_another_scanner() throws Exception {
        StorageScanner first = scanner.run((used, readers) -> used);
        assertThatThrownBy(this::hang)
                .isInstanceOf(StuckException.class)
                .hasMessageContaining("nothing was read or listed for 0 seconds");
        StorageScanner next = scanner.run((used, readers) -> used);
        assertThat(next).isNotSameAs(first);
    }

    @Test
    void a_scan_that_moves_goes_on_however_long_it_takes() throws Exception {
        assertThat(scanner.<Integer>run((used, readers) -> {
                    while (looks.get() < 100) {
                        files.look(directory);
                        LockSupport.parkNanos(1_000_000);
                    }
                    return looks.get();
                }))
                .isGreaterThanOrEqualTo(100);
        assertThat(scanner.stuck()).isZero();
    }

    @Test
    void after_three_that_hang_no_other_begins_until_one_returns() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::hang).isInstanceOf(StuckException.class);
        }
        assertThat(scanner.stuck()).isEqualTo(3);
        assertThatThrownBy(() -> scanner.run((used, readers) -> 1)).hasMessageContaining("3 scans are stuck");
        away.countDown();
        while (scanner.stuck() > 0) {
            Thread.onSpinWait();
        }
        assertThat(scanner.<Integer>run((used, readers) -> 1)).isEqualTo(1);
    }

    @Test
    void a_pipe_that_comes_into_the_place_of_a_file_before_it_is_opened_ends_no_exporter() throws Exception {
        TestStorage storage = new TestStorage(directory);
        Path link = storage.write("link", "content");
        Node.File looked = (Node.File) files.look(link);
        storage.fifo("link");
        assertThatThrownBy(() -> scanner.run(
                        (used, readers) -> new ReaderPool(readers).all(List.of(() -> files.read(looked, 100)))))
                .isInstanceOf(StuckException.class);
        assertThat(scanner.stuck()).isEqualTo(1);
        try (RandomAccessFile writer = new RandomAccessFile(link.toFile(), "rw")) {
            assertThat(writer.getFD().valid()).isTrue();
        }
        while (scanner.stuck() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void what_a_scan_throws_comes_out_as_it_is() {
        assertThatThrownBy(() -> scanner.run((used, readers) -> {
                    throw new IOException("gone");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThatThrownBy(() -> scanner.run((used, readers) -> {
                    throw new OutOfMemoryError("heap");
                }))
                .isExactlyInstanceOf(OutOfMemoryError.class);
        assertThat(scanner.stuck()).isZero();
    }

    /** Deaf to interruption, as a thread in the kernel is. */
    private void hang() throws IOException, InterruptedException {
        scanner.run((used, readers) -> {
            while (away.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
            return 0;
        });
    }

    private final class RunningClock extends Clock {
        private final Clock start;

        RunningClock(Clock start) {
            this.start = start;
        }

        @Override
        public Instant instant() {
            return start.instant().plus(LIMIT.dividedBy(20).multipliedBy(looks.incrementAndGet()));
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
