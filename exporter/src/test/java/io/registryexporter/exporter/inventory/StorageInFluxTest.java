package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.MovableClock;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry pushes and deletes while it is scanned: what is half done is no damage (R24). */
class StorageInFluxTest {
    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;

    @BeforeEach
    void write() {
        storage = new TestStorage(directory);
        app = storage.repository("app");
    }

    @Test
    void a_link_that_is_empty_for_a_moment_is_read_again() {
        String digest = app.push(Manifests.image(1));
        storage.write(app.currentLink("v1"), "");
        Repository repository = scanOnce(() -> storage.write(app.currentLink("v1"), digest));
        assertThat(repository.tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 1));
        assertThat(repository.damages()).isEmpty();
    }

    @Test
    void a_revision_whose_link_is_empty_for_a_moment_is_read_again() {
        String digest = app.push(Manifests.image(1));
        app.tagDigest("v1", digest);
        storage.write(app.revisionLink(digest), "");
        Repository repository = scanOnce(() -> storage.write(app.revisionLink(digest), digest));
        assertThat(repository.tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 1));
        assertThat(repository.revisions().count()).hasValue(1);
    }

    @Test
    void a_tag_that_vanishes_between_list_and_read_is_no_tag() {
        storage.directory(app.tagPath("going"));
        Repository repository = scanOnce(() -> storage.delete(app.tagPath("going")));
        assertThat(repository.tagCount()).hasValue(0);
        assertThat(repository.damages()).isEmpty();
    }

    @Test
    void a_tag_that_was_moved_to_a_manifest_pushed_meanwhile_is_read_again() {
        app.tagDigest("v1", "sha256:" + "0".repeat(64));
        Repository repository = scanOnce(() -> app.tag("v1", Manifests.image(4)));
        assertThat(repository.tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 4));
        assertThat(repository.damages()).isEmpty();
    }

    @Test
    void a_young_empty_link_is_a_tag_without_series_and_damage_when_it_stays_empty() {
        storage.write(app.currentLink("v1"), "");
        MovableClock clock = new MovableClock(Instant.now());
        try (Scanning scanning = Scanning.at(storage, clock, () -> {})) {
            Repository first = scanning.scan().repositories().get(0);
            assertThat(first.tagCount()).hasValue(1);
            assertThat(first.tags()).isEmpty();
            assertThat(first.damages()).isEmpty();
            clock.move(Duration.ofSeconds(1));
            assertThat(scanning.scan().damages()).isEmpty();
            clock.move(Duration.ofSeconds(1));
            assertThat(scanning.scan().damages()).extracting(Damage::reason).containsExactly(DamageReason.LINK_EMPTY);
        }
    }

    @Test
    void a_manifest_that_is_being_deleted_is_a_tag_without_series_and_damage_when_the_tag_stays() {
        String digest = app.push(Manifests.image(1));
        app.tagDigest("v1", digest);
        app.tagDigest("v2", digest);
        storage.delete(app.revisionLink(digest));
        MovableClock clock = new MovableClock(Instant.now());
        try (Scanning scanning = Scanning.at(storage, clock, () -> {})) {
            Repository first = scanning.scan().repositories().get(0);
            assertThat(first.tagCount()).hasValue(2);
            assertThat(first.tags()).isEmpty();
            assertThat(first.revisions().count()).hasValue(0);
            assertThat(first.damages()).isEmpty();
            clock.move(Duration.ofSeconds(2));
            assertThat(scanning.scan().damages())
                    .extracting(Damage::reason)
                    .containsExactly(DamageReason.REVISION_MISSING, DamageReason.REVISION_MISSING);
        }
    }

    @Test
    void a_tag_that_is_just_being_pushed_has_no_series_yet_and_is_damage_when_its_link_never_comes() {
        storage.directory(app.tagPath("v1"));
        MovableClock clock = new MovableClock(Instant.now());
        try (Scanning scanning = Scanning.at(storage, clock, () -> {})) {
            Repository first = scanning.scan().repositories().get(0);
            assertThat(first.tagCount()).hasValue(1);
            assertThat(first.tags()).isEmpty();
            assertThat(first.damages()).isEmpty();
            clock.move(Duration.ofSeconds(2));
            assertThat(scanning.scan().damages())
                    .extracting(Damage::reason)
                    .containsExactly(DamageReason.TAG_WITHOUT_CURRENT);
        }
    }

    @Test
    void a_manifest_that_is_collected_with_its_link_is_no_damage() {
        String digest = app.push(Manifests.image(1));
        storage.delete(TestStorage.blobPath(digest));
        Repository repository = scanOnce(() -> storage.delete(app.revisionLink(digest)));
        assertThat(repository.revisions().count()).hasValue(0);
        assertThat(repository.damages()).isEmpty();
    }

    @Test
    void a_manifest_whose_blob_comes_a_moment_after_its_link_is_no_damage() throws IOException {
        String digest = app.push(Manifests.image(3));
        app.tagDigest("v1", digest);
        Path blob = storage.v2().resolve(TestStorage.blobPath(digest));
        byte[] content = Files.readAllBytes(blob);
        Files.delete(blob);
        Repository repository = scanOnce(() -> storage.write(TestStorage.blobPath(digest), content));
        assertThat(repository.tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 3));
        assertThat(repository.damages()).isEmpty();
    }

    @Test
    void an_index_that_a_tag_moves_to_is_read_with_its_children() {
        app.tagDigest("v1", "sha256:" + "0".repeat(64));
        Repository repository = scanOnce(() -> app.tag("v1", Manifests.index(app.push(Manifests.image(4)))));
        assertThat(repository.tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 4));
        assertThat(repository.damages()).isEmpty();
    }

    private Repository scanOnce(Runnable meanwhile) {
        try (Scanning scanning = Scanning.atOnce(storage, meanwhile::run)) {
            return scanning.scan().repositories().get(0);
        }
    }
}
