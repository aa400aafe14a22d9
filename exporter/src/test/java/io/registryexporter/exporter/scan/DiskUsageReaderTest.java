package io.registryexporter.exporter.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.DiskKind;
import io.registryexporter.exporter.storage.DiskUsage;
import io.registryexporter.exporter.storage.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every entry has one kind, and counts as du and find count. */
class DiskUsageReaderTest {
    private final ExecutorService readers = Executors.newFixedThreadPool(2);

    @TempDir
    private Path directory;

    private TestStorage storage;

    @BeforeEach
    void a_storage() {
        storage = new TestStorage(directory);
        storage.repository("team/app").tag("v1", Manifests.image(1000, 20));
    }

    @AfterEach
    void stop() {
        readers.shutdownNow();
    }

    @Test
    void every_entry_is_counted_once() throws IOException, InterruptedException {
        storage.symlink("repositories/team/other", storage.v2().resolve("repositories/team/app"));
        try (Stream<Path> all = Files.walk(directory)) {
            long[] sizes = all.mapToLong(DiskUsageReaderTest::size).toArray();

            assertThat(usage().total().entries()).isEqualTo(sizes.length);
            assertThat(usage().total().bytes()).isEqualTo(LongStream.of(sizes).sum());
            assertThat(usage().isComplete()).isTrue();
        }
    }

    @Test
    void a_sound_image_is_blobs_and_links() throws IOException, InterruptedException {
        DiskUsage usage = usage();

        assertThat(usage.of(DiskKind.BLOBS).files()).isEqualTo(4);
        assertThat(usage.of(DiskKind.MANIFEST_LINKS).files()).isEqualTo(3);
        assertThat(usage.of(DiskKind.LAYER_LINKS).files()).isEqualTo(3);
        assertThat(usage.of(DiskKind.LEFTOVERS).entries()).isZero();
        assertThat(usage.of(DiskKind.STRAYS).entries()).isZero();
    }

    @Test
    void what_uploads_and_deletions_leave_behind() throws IOException, InterruptedException {
        String app = "repositories/team/app";
        storage.directory(app + "/_manifests/revisions/sha256/" + "1".repeat(64));
        storage.directory("blobs/sha256/11/" + "1".repeat(64));
        storage.write(app + "/_uploads/dead/hashstates/sha256/0", "state");
        storage.write(app + "/_uploads/live/hashstates/sha256/0", "state");
        storage.write(app + "/_uploads/live/startedat", "2026-01-01T00:00:00Z");
        storage.write("blobs/sha256/11/" + "1".repeat(64) + "/data.x.tmp", "half");

        DiskUsage usage = usage();
        assertThat(usage.of(DiskKind.LEFTOVERS)).satisfies(left -> {
            assertThat(left.files()).isEqualTo(2);
            assertThat(left.directories()).isEqualTo(5);
        });
        assertThat(usage.of(DiskKind.UPLOADS).files()).isEqualTo(2);
    }

    @Test
    void what_nfs_keeps_and_strays_are_apart() throws IOException, InterruptedException {
        storage.write("repositories/team/app/_uploads/.nfs0001", new byte[50]);
        storage.write("repositories/lost+found/x", "x");
        Files.writeString(directory.resolve("scheduler-state.json"), "{}");

        assertThat(usage().of(DiskKind.NFS)).isEqualTo(new DiskUsage.Amount(50, 1, 0));
        assertThat(usage().of(DiskKind.STRAYS).files()).isEqualTo(2);
    }

    @Test
    void a_file_with_two_names_has_its_bytes_once() throws IOException, InterruptedException {
        Path data = storage.v2().resolve(TestStorage.blobPath(Manifests.layer(1000)));
        Path copy = Files.write(data.resolveSibling("copy"), new byte[0]);
        long before = usage().total().bytes();
        Files.delete(copy);
        Files.createLink(copy, data);

        assertThat(usage().of(DiskKind.STRAYS).files()).isEqualTo(1);
        assertThat(usage().total().bytes()).isEqualTo(before);
    }

    @Test
    void the_figures_are_the_least_where_a_directory_cannot_be_listed() throws IOException, InterruptedException {
        Path closed = storage.v2().resolve("repositories/team/app/_layers");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(closed));
        try {
            assertThat(usage().isComplete()).isFalse();
            assertThat(usage().unreadable()).isEqualTo(1);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private DiskUsage usage() throws IOException, InterruptedException {
        return new DiskUsageReader(readers, Pace.unlimited()).read(directory, storage.v2(), new ScanProgress());
    }

    private static long size(Path path) {
        try {
            return (long) Files.getAttribute(path, "unix:size", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
