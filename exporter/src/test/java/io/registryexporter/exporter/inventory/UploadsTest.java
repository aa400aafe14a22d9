package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unfinished uploads (R22). */
class UploadsTest {
    private static final String UPLOADS = "repositories/app/_uploads/";
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path directory;

    private TestStorage storage;

    @BeforeEach
    void write() {
        storage = new TestStorage(directory);
    }

    @Test
    void uploads_count_with_their_bytes_and_the_oldest_start() {
        upload("1", 10, "2026-01-02T03:04:06Z");
        upload("2", 5, START.toString());
        assertThat(uploads())
                .isEqualTo(Map.of("app", new Uploads(OptionalLong.of(2), OptionalLong.of(15), Optional.of(START))));
    }

    @Test
    void an_upload_that_has_only_begun_counts_without_bytes() {
        storage.write(UPLOADS + "1/startedat", START.toString());
        assertThat(uploads())
                .isEqualTo(Map.of("app", new Uploads(OptionalLong.of(1), OptionalLong.of(0), Optional.of(START))));
    }

    @Test
    void without_a_readable_start_the_time_of_the_data_counts() throws IOException {
        upload("1", 10, "yesterday");
        Files.setLastModifiedTime(storage.v2().resolve(UPLOADS + "1/data"), FileTime.from(START));
        assertThat(uploads())
                .isEqualTo(Map.of("app", new Uploads(OptionalLong.of(1), OptionalLong.of(10), Optional.of(START))));
    }

    @Test
    void a_start_at_the_end_of_time_is_not_readable() throws IOException {
        upload("1", 10, "+999999999-01-01T00:00:00Z");
        Files.setLastModifiedTime(storage.v2().resolve(UPLOADS + "1/data"), FileTime.from(START));
        assertThat(uploads())
                .isEqualTo(Map.of("app", new Uploads(OptionalLong.of(1), OptionalLong.of(10), Optional.of(START))));
    }

    @Test
    void what_nfs_keeps_of_an_upload_counts_with_its_bytes_and_is_reported() {
        upload("1", 10, START.toString());
        storage.write(UPLOADS + "1/.nfs000001", "12345");
        assertThat(uploads())
                .isEqualTo(Map.of("app", new Uploads(OptionalLong.of(1), OptionalLong.of(15), Optional.of(START))));
        try (Scanning scanning = Scanning.of(storage)) {
            assertThat(scanning.scan().damages())
                    .containsExactly(new Damage(DamageReason.NFS_LEFTOVER, Optional.of("app"), UPLOADS + "1/.nfs000001")
                            .about("5 bytes"));
        }
    }

    @Test
    void what_a_cancelled_upload_leaves_behind_does_not_count() {
        storage.write(UPLOADS + "1/hashstates/sha256/0", "x");
        storage.write(UPLOADS + "stray", "x");
        assertThat(uploads()).isEmpty();
    }

    @Test
    void a_named_pipe_in_place_of_the_start_blocks_nothing() throws IOException {
        upload("1", 10, "");
        storage.fifo(UPLOADS + "1/startedat");
        Files.setLastModifiedTime(storage.v2().resolve(UPLOADS + "1/data"), FileTime.from(START));
        assertThat(uploads())
                .isEqualTo(Map.of("app", new Uploads(OptionalLong.of(1), OptionalLong.of(10), Optional.of(START))));
    }

    private void upload(String id, int bytes, String start) {
        storage.write(UPLOADS + id + "/data", new byte[bytes]);
        storage.write(UPLOADS + id + "/startedat", start);
    }

    private Map<String, Uploads> uploads() {
        try (Scanning scanning = Scanning.of(storage)) {
            return scanning.scan().uploads();
        }
    }
}
