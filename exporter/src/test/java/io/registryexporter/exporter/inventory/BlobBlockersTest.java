package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries among the blobs that end a garbage collection. */
class BlobBlockersTest extends BlockersFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "blobs/sha256.bak/ab/x/data",
                "blobs/sha256/ab/x/data",
                "blobs/data",
                "blobs/sha256/data",
                "blobs/md5/d4/d41d8cd98f00b204e9800998ecf8427e/data",
                "blobs/.Trash-0/files/data"
            })
    void data_in_a_directory_that_is_no_digest_ends_all(String path) {
        storage.write(path, "x");

        assertBlocked(ALL, ALL);
        assertThat(blockers(V3)).extracting(Damage::reason).containsExactly(DamageReason.BLOB_PATH_INVALID);
    }

    @Test
    void a_copy_of_a_blob_beside_it_ends_all() {
        String blob = parent(TestStorage.blobPath(layer));
        storage.copyTree(blob, blob + ".old");

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.BLOB_PATH_INVALID, blob + ".old");
    }

    @Test
    void data_inside_of_the_directory_of_a_blob_ends_all() {
        storage.write(parent(TestStorage.blobPath(layer)) + "/@eaDir/data", "x");

        assertBlocked(ALL, ALL);
    }

    @Test
    void other_files_among_the_blobs_end_nothing() {
        storage.write("blobs/.DS_Store", "x");
        storage.write("blobs/sha256/.DS_Store", "x");
        storage.write("blobs/sha256/ab/x/data.bak", "x");
        storage.write(parent(TestStorage.blobPath(layer)) + "/.nfs0001", "x");
        storage.directory(parent(TestStorage.blobPath(ABSENT)));

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_snapshot_of_the_blobs_ends_nothing_and_frees_nothing_more() {
        storage.blob("orphan", 7000);
        storage.copyTree("blobs/sha256", "blobs/.snapshot/hourly.0/sha256");

        assertBlocked(NONE, NONE);
        assertThat(freed(V3)).isEqualTo(7000);
    }

    /** The collection deletes it where it belongs, and finds nothing: where a snapshot stays, that ends the next one. */
    @Test
    void a_blob_to_be_freed_that_only_a_snapshot_has_ends_no_dry_run() {
        String orphan = storage.blob("orphan", 7000);
        storage.copyTree("blobs/sha256", "blobs/.snapshot/hourly.0/sha256");
        storage.deleteTree(parent(TestStorage.blobPath(orphan)));

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_blob_to_be_kept_that_only_a_snapshot_has_ends_nothing() {
        storage.copyTree("blobs/sha256", "blobs/.snapshot/hourly.0/sha256");
        storage.deleteTree(parent(TestStorage.blobPath(layer)));

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_loop_among_the_blobs_ends_all() {
        storage.symlink("blobs/loop", storage.v2().resolve("blobs"));

        assertBlocked(ALL, ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs", "repositories"})
    void a_storage_without_one_of_its_directories_ends_all(String name) {
        storage.deleteTree(name);

        assertBlocked(ALL, ALL);
        assertThat(blockers(V3))
                .extracting(Damage::reason, Damage::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(DamageReason.DIRECTORY_MISSING, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs", "repositories"})
    void a_file_in_the_place_of_one_of_the_directories_ends_all(String name) {
        storage.deleteTree(name);
        storage.write(name, "");

        assertBlocked(ALL, ALL);
    }
}
