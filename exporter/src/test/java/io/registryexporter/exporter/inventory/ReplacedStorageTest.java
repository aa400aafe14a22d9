package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.reader.Pause;
import io.registryexporter.exporter.storage.StorageReplacedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storage that goes, or is replaced, in the middle of a scan: in the pause that a scan makes for an empty link. */
class ReplacedStorageTest {
    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;

    @BeforeEach
    void write() {
        storage = new TestStorage(directory.resolve("storage"));
        app = storage.repository("team/app");
        app.tag("v1", Manifests.image(1));
        storage.write(app.currentLink("half-written"), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker/registry/v2", "docker/registry/v2/repositories", "docker/registry/v2/blobs"})
    void a_directory_that_a_registry_makes_once_and_that_goes_ends_the_scan(String path) {
        assertReplaced(() -> move(storage.root().resolve(path), directory.resolve("elsewhere")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker/registry/v2", "docker/registry/v2/repositories", "docker/registry/v2/blobs"})
    void a_directory_that_becomes_another_one_ends_the_scan(String path) {
        assertReplaced(() -> {
            move(storage.root().resolve(path), directory.resolve("elsewhere"));
            storage.directory("repositories");
            storage.directory("blobs");
        });
    }

    @Test
    void a_repository_that_goes_though_nobody_took_it_out_of_its_directory_ends_the_scan() {
        assertReplaced(() -> {
            storage.deleteTree("repositories/team/app");
            setOld("repositories/team");
            setOld("repositories");
        });
    }

    @Test
    void a_repository_that_somebody_deletes_ends_no_scan() {
        assertThatCode(() -> scanWith(() -> storage.deleteTree("repositories/team/app")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_first_push_in_the_middle_is_no_other_storage() {
        storage.deleteTree("blobs");
        assertThat(scanWith(() -> storage.blob("first", 10)).repositories()).hasSize(1);
    }

    @Test
    void a_directory_that_is_away_at_the_start_and_comes_back_ends_the_scan() {
        Path elsewhere = directory.resolve("elsewhere");
        boolean[] away = {false};
        try (Scanning scanning = Scanning.atOnce(storage, () -> {
            if (away[0]) {
                move(elsewhere, storage.v2().resolve("blobs"));
            }
        })) {
            scanning.scan();
            storage.write(app.currentLink("half-written-again"), "");
            move(storage.v2().resolve("blobs"), elsewhere);
            away[0] = true;
            assertThatThrownBy(scanning::scan).hasMessageContaining("blobs was away while the storage was scanned");
        }
    }

    @Test
    void the_scan_after_one_that_ended_so_reads_all_anew() {
        Path elsewhere = directory.resolve("elsewhere");
        boolean[] done = {false};
        try (Scanning scanning = Scanning.atOnce(storage, () -> {
            if (!done[0]) {
                done[0] = true;
                move(storage.v2(), elsewhere);
            }
        })) {
            assertThatThrownBy(scanning::scan).hasCauseInstanceOf(StorageReplacedException.class);
            move(elsewhere, storage.v2());
            assertThat(scanning.scan().repositories().get(0).tags()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"repositories", "blobs"})
    void an_empty_directory_in_the_place_of_a_full_one_is_a_mount_point_without_its_volume(String part) {
        try (Scanning scanning = Scanning.of(storage)) {
            scanning.scan();
            move(storage.v2().resolve(part), directory.resolve("elsewhere"));
            assertThatThrownBy(scanning::scan).hasMessageContaining("another directory than in the previous scan");
            storage.directory(part);
            assertThatThrownBy(scanning::scan).hasMessageContaining("restart the exporter");
        }
    }

    @Test
    void a_directory_that_is_emptied_and_stays_is_empty() {
        try (Scanning scanning = Scanning.of(storage)) {
            scanning.scan();
            storage.deleteTree("repositories/team");
            assertThat(scanning.scan().repositories()).isEmpty();
        }
    }

    @Test
    void a_storage_that_is_replaced_between_two_scans_is_read_anew() {
        Path elsewhere = directory.resolve("elsewhere");
        try (Scanning scanning = Scanning.of(storage)) {
            scanning.scan();
            move(storage.v2(), elsewhere);
            storage.repository("other").tag("v1", Manifests.image(2));
            assertThat(scanning.scan().repositories())
                    .extracting(Repository::name)
                    .containsExactly("other");
        }
    }

    private void assertReplaced(Pause meanwhile) {
        assertThatThrownBy(() -> scanWith(meanwhile))
                .hasCauseInstanceOf(StorageReplacedException.class)
                .hasMessageContaining("while the storage was scanned")
                .hasMessageContaining("Check that the volume is mounted");
    }

    private Inventory scanWith(Pause meanwhile) {
        try (Scanning scanning = Scanning.atOnce(storage, meanwhile)) {
            return scanning.scan();
        }
    }

    private void setOld(String path) {
        try {
            Files.setLastModifiedTime(
                    storage.v2().resolve(path), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
