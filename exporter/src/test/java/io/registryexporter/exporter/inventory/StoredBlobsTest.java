package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.registryexporter.exporter.fixture.MovableClock;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blobs of a storage over several scans: what moves a directory's time is read again, the rest is remembered. */
class StoredBlobsTest {
    private static final String PREFIX = "blobs/sha256/aa/";
    private static final String FIRST = PREFIX + "aa".repeat(32);
    private static final String SECOND = PREFIX + "aa".repeat(31) + "bb";

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock(Instant.now().plusSeconds(3600));
    private TestStorage storage;
    private Scanning scanning;

    @BeforeEach
    void store() {
        storage = new TestStorage(directory);
        storage.write(FIRST + "/data", new byte[10]);
        scanning = Scanning.at(storage, clock, () -> {});
    }

    @AfterEach
    void close() {
        scanning.close();
    }

    @Test
    void blobs_that_come_and_go_are_seen_by_the_next_scan() {
        assertBlobs(1, 10);
        storage.write(SECOND + "/data", new byte[5]);
        assertBlobs(2, 15);
        storage.delete(SECOND + "/data");
        storage.delete(SECOND);
        assertBlobs(1, 10);
    }

    @Test
    void a_directory_whose_times_have_not_moved_is_not_read_again_until_all_is_forgotten() {
        assertBlobs(1, 10);
        storage.write(FIRST + "/data", new byte[12]);
        assertBlobs(1, 10);
        clock.move(Duration.ofDays(1));
        assertBlobs(1, 12);
    }

    @Test
    void a_directory_that_changed_a_moment_ago_is_read_again() {
        clock.move(Duration.ofHours(-1));
        assertBlobs(1, 10);
        storage.write(FIRST + "/data", new byte[12]);
        assertBlobs(1, 12);
    }

    @Test
    void a_restore_that_sets_old_times_is_noticed() throws IOException {
        assertBlobs(1, 10);
        FileTime before = Files.getLastModifiedTime(storage.v2().resolve(PREFIX));
        storage.write(SECOND + "/data", new byte[5]);
        Files.setLastModifiedTime(storage.v2().resolve(PREFIX), before);
        assertBlobs(2, 15);
    }

    @Test
    void a_blob_without_data_is_none_yet_and_is_looked_at_again() {
        storage.directory(SECOND);
        assertBlobs(1, 10);
        storage.write(SECOND + "/data", new byte[5]);
        assertBlobs(2, 15);
    }

    @Test
    void a_faulty_blob_is_looked_at_again_until_it_is_fixed() {
        storage.fifo(SECOND + "/data");
        assertBlobs(1, 10);
        storage.delete(SECOND + "/data");
        storage.write(SECOND + "/data", new byte[5]);
        assertBlobs(2, 15);
        assertThat(scanning.scan().strays()).isEmpty();
    }

    @Test
    void a_blob_below_a_longer_prefix_is_none_and_ends_a_collection() {
        storage.write("blobs/sha256/aaa/" + "aa".repeat(32) + "/data", new byte[10]);
        assertBlobs(1, 10);
        assertThat(scanning.scan().strays()).extracting(Damage::reason).containsExactly(DamageReason.BLOB_PATH_INVALID);
    }

    @Test
    void what_is_no_blob_is_counted_and_costs_no_blob() {
        storage.write(PREFIX + "bb".repeat(32) + "/data", new byte[5]);
        storage.write(PREFIX + ".nfs01", "");
        storage.write("blobs/sha256/file", "");
        storage.directory(SECOND + "/data");
        List<Damage> first = List.copyOf(scanning.scan().strays());
        assertThat(first)
                .extracting(Damage::reason)
                .containsExactlyInAnyOrder(
                        DamageReason.BLOB_PATH_INVALID,
                        DamageReason.STRAY,
                        DamageReason.STRAY,
                        DamageReason.NOT_A_REGULAR_FILE);
        assertBlobs(1, 10);
        assertThat(scanning.scan().strays()).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void what_nfs_keeps_beside_a_blob_is_reported_with_its_bytes() {
        storage.write(FIRST + "/.nfs0001", new byte[7]);
        assertThat(scanning.scan().strays())
                .extracting(Damage::reason, Damage::detail)
                .containsExactly(tuple(DamageReason.NFS_LEFTOVER, "7 bytes"));
        assertBlobs(1, 10);
    }

    @Test
    void blobs_on_another_disk_that_the_exporter_may_not_follow_are_unknown_and_not_none(@TempDir Path disk)
            throws IOException {
        Path blobs = storage.v2().resolve("blobs");
        Files.move(blobs, disk.resolve("blobs"));
        Files.createSymbolicLink(blobs, disk.resolve("blobs"));
        Inventory inventory = scanning.scan();
        assertThat(inventory.blobsAreKnown()).isFalse();
        assertThat(inventory.reclaimable(GarbageCollectionMode.GC)).isEmpty();
        assertThat(inventory.blockers(GarbageCollectionMode.GC)).isEmpty();
        assertThat(inventory.brokenTags()).isEmpty();
    }

    private void assertBlobs(int count, long bytes) {
        Storage scanned = scanning.scan().storage();
        assertThat(scanned.blobs()).isEqualTo(count);
        assertThat(scanned.bytes()).isEqualTo(bytes);
    }
}
