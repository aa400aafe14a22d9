package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.MovableClock;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BlobLookup that change in their place, which moves no time of a directory: found without waiting for a full scan. */
class RecheckTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock(Instant.now().plus(Duration.ofHours(1)));
    private TestStorage storage;
    private String manifest;
    private Scanning scanning;

    @BeforeEach
    void scanTwice() {
        storage = new TestStorage(directory);
        TestStorage.Repository app = storage.repository("app");
        manifest = app.push(Manifests.image(1));
        app.tagDigest("v1", manifest);
        for (int layer = 2; layer < 40; layer++) {
            app.tag("v" + layer, Manifests.image(layer));
        }
        scanning = Scanning.at(storage, clock, () -> {});
        scanning.scan();
        clock.move(MINUTE);
        scanning.scan();
    }

    @AfterEach
    void stop() {
        scanning.close();
    }

    @Test
    void a_manifest_that_is_cut_is_found_by_the_next_scan() {
        storage.write(TestStorage.blobPath(manifest), "");
        clock.move(MINUTE);

        Inventory inventory = scanning.scan();

        assertThat(inventory.damages()).extracting(Damage::reason).containsExactly(DamageReason.MANIFEST_INVALID);
        assertThat(inventory.brokenTags()).hasSize(1);
        assertThat(inventory.on(Optional.empty())).isEqualTo(fresh());
    }

    @Test
    void a_manifest_that_is_written_again_is_read_again() {
        storage.write(TestStorage.blobPath(manifest), Manifests.image(9));
        clock.move(MINUTE);

        assertThat(scanning.scan().on(Optional.empty())).isEqualTo(fresh());
    }

    @Test
    void a_layer_that_is_cut_is_found_within_an_hour() {
        storage.write(TestStorage.blobPath(Manifests.layer(7)), "");
        int scans = 0;
        Inventory inventory;
        do {
            clock.move(MINUTE);
            inventory = scanning.scan();
            scans++;
        } while (inventory.damages().findAny().isEmpty() && scans < 61);

        assertThat(inventory.damages()).extracting(Damage::reason).containsExactly(DamageReason.BLOB_SIZE_MISMATCH);
        assertThat(inventory.on(Optional.empty())).isEqualTo(fresh());
    }

    @Test
    void data_that_is_removed_and_leaves_its_directory_is_found_within_an_hour() {
        storage.delete(TestStorage.blobPath(Manifests.layer(7)));
        clock.move(Duration.ofHours(1));

        assertThat(scanning.scan().damages()).extracting(Damage::reason).containsExactly(DamageReason.BLOB_MISSING);
    }

    @Test
    void without_the_recheck_only_a_full_scan_finds_it() {
        try (Scanning without = Scanning.withoutRecheck(storage, clock)) {
            without.scan();
            storage.write(TestStorage.blobPath(manifest), "");
            clock.move(Duration.ofHours(2));
            assertThat(without.scan().damages()).isEmpty();
            clock.move(Duration.ofHours(24));
            assertThat(without.scan().damages()).isNotEmpty();
        }
    }

    private Inventory fresh() {
        try (Scanning other = Scanning.at(storage, clock, () -> {})) {
            Inventory inventory = other.scan();
            return inventory.on(Optional.empty());
        }
    }
}
