package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the exporter cannot see makes the figures that depend on it unknown, and no others. A symbolic link out of the
 * storage stands for all that hides a place, because tests may run as root, whom no mode keeps out.
 */
class UnknownFiguresTest {
    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;

    @BeforeEach
    void write() throws IOException {
        storage = new TestStorage(Files.createDirectories(directory.resolve("storage")));
        app = storage.repository("team/app");
        app.tag("v1", Manifests.image(1));
        app.tag("v2", Manifests.image(2));
        storage.repository("other").tag("v1", Manifests.image(3));
    }

    @Test
    void tags_that_cannot_be_listed_are_not_counted() {
        hide("repositories/team/app/_manifests/tags");
        assertThat(app().tagCount()).isEmpty();
        assertThat(app().lastPushMillis()).isEmpty();
        assertThat(app().revisions())
                .isEqualTo(new Revisions(OptionalLong.of(2), OptionalLong.empty(), OptionalLong.empty()));
        assertThat(scan().tagCount()).isEmpty();
        assertThat(scan().revisionCount()).hasValue(3);
        assertThat(other().tagCount()).hasValue(1);
    }

    @Test
    void a_tag_that_cannot_be_read_is_counted_and_leaves_open_what_is_untagged() {
        hide("repositories/team/app/_manifests/tags/v2");
        assertThat(app().tagCount()).hasValue(2);
        assertThat(app().revisions().count()).hasValue(2);
        assertThat(app().revisions().untagged()).isEmpty();
        assertThat(app().lastPushMillis()).isEmpty();
    }

    @Test
    void revisions_that_cannot_be_read_leave_open_what_the_repository_costs() {
        hide("repositories/team/app/_manifests/revisions");
        assertThat(app().tagCount()).hasValue(2);
        assertThat(app().revisions())
                .isEqualTo(new Revisions(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
        assertThat(app().costs()).isEmpty();
        assertThat(other().costs()).isPresent();
    }

    @Test
    void a_manifest_that_cannot_be_read_is_no_missing_revision() {
        hide(TestStorage.blobPath(app.push(Manifests.image(4))));
        assertThat(app().revisions().count()).isEmpty();
        assertThat(scan().revisionCount()).isEmpty();
        assertThat(scan().blobCount()).isEmpty();
    }

    @Test
    void repositories_below_a_directory_that_cannot_be_read_are_not_counted() {
        hide("repositories/team");
        assertThat(scan().repositoryCount()).isEmpty();
        assertThat(scan().tagCount()).isEmpty();
        assertThat(scan().uploadCount()).isEmpty();
        assertThat(other().tagCount()).hasValue(1);
    }

    @Test
    void uploads_that_cannot_be_read_are_not_none() {
        storage.write("repositories/other/_uploads/1/data", "some bytes");
        hide("repositories/team/app/_uploads");
        assertThat(scan().uploads().get("team/app"))
                .isEqualTo(new Uploads(OptionalLong.empty(), OptionalLong.empty(), Optional.empty()));
        assertThat(scan().uploads().get("other").count()).hasValue(1);
        assertThat(scan().uploadCount()).isEmpty();
        assertThat(scan().uploadBytes()).isEmpty();
    }

    @Test
    void an_upload_whose_start_cannot_be_read_has_bytes_and_no_age() {
        storage.write("repositories/other/_uploads/1/data", "some bytes");
        hide("repositories/other/_uploads/1/startedat");
        assertThat(scan().uploads().get("other"))
                .isEqualTo(new Uploads(OptionalLong.of(1), OptionalLong.of(10), Optional.empty()));
        assertThat(scan().oldestUpload()).isEmpty();
    }

    @Test
    void a_layer_below_a_prefix_that_cannot_be_read_is_not_called_missing() {
        String prefix = TestStorage.blobPath(app.layer(77)).replaceAll("/[0-9a-f]{64}/.*", "");
        app.tag("v3", Manifests.imageOf(app.layer(77)));
        hide(prefix);
        assertThat(scan().damages()).extracting(damage -> damage.reason()).doesNotContain(DamageReason.BLOB_MISSING);
        assertThat(app().unknownTags()).isPositive();
    }

    @Test
    void a_link_of_a_layer_that_cannot_be_read_leaves_open_what_a_collection_frees() {
        String layer = app.layer(77);
        app.tag("old", Manifests.schema1(layer));
        assertThat(scan().reclaimable(GarbageCollectionMode.GC)).isPresent();

        hide(app.layerLink(layer));
        assertThat(scan().reclaimable(GarbageCollectionMode.GC)).isEmpty();
        assertThat(scan().damages())
                .extracting(Damage::path)
                .contains(app.layerLink(layer).replaceAll("/link$", ""));
    }

    @Test
    void a_link_at_an_odd_place_that_cannot_be_read_is_reported() {
        String odd = "repositories/other/_manifests/revisions/odd/link";
        storage.write(odd, app.push(Manifests.image(5)));
        hide(odd);
        assertThat(scan().damages()).extracting(Damage::path).contains(odd);
        assertThat(scan().reclaimable(GarbageCollectionMode.GC)).isEmpty();
    }

    @Test
    void a_link_that_says_where_a_layer_lies_and_cannot_be_read_leaves_open_what_the_repository_costs() {
        String layer = app.layer(77);
        String sha512 = "sha512:" + "a".repeat(128);
        storage.write(app.layerLink(sha512), layer);
        app.tag("v3", Manifests.imageOf(app.config("c"), sha512));
        assertThat(app().costs()).isPresent();

        hide(app.layerLink(sha512));
        assertThat(app().costs()).isEmpty();
        assertThat(other().costs()).isPresent();
    }

    @Test
    void a_repository_whose_manifests_cannot_be_found_is_not_called_empty() {
        storage.write("repositories/team/app/_uploads/1/data", "some bytes");
        hide("repositories/team/app/_manifests");
        assertThat(scan().manifestsAreKnown("team/app")).isFalse();
        assertThat(scan().manifestsAreKnown("other")).isTrue();
    }

    private void hide(String place) {
        Path path = storage.v2().resolve(place);
        try {
            Path outside = Files.createDirectories(directory.resolve("outside"));
            if (Files.exists(path)) {
                Files.move(path, outside.resolve("moved"));
            }
            Files.createSymbolicLink(path, outside.resolve(Files.exists(outside.resolve("moved")) ? "moved" : "."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Repository app() {
        return repository("team/app");
    }

    private Repository other() {
        return repository("other");
    }

    private Repository repository(String name) {
        return scan().repositories().stream()
                .filter(repository -> repository.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Inventory scan() {
        try (Scanning scanning = Scanning.of(storage)) {
            return scanning.scan();
        }
    }
}
