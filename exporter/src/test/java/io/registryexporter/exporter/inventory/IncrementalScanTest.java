package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes between two scans of one exporter, an hour after everything was written. */
class IncrementalScanTest {
    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;
    private String one;
    private String two;
    private Scanning scanning;

    @BeforeEach
    void scanOnce() {
        storage = new TestStorage(directory);
        app = storage.repository("app");
        one = app.push(Manifests.image(1));
        two = app.push(Manifests.image(2));
        app.tagDigest("v1", one);
        scanning = Scanning.of(storage);
        scanning.scan();
    }

    @AfterEach
    void stop() {
        scanning.close();
    }

    @Test
    void what_has_not_changed_is_the_same_again() {
        Inventory first = scanning.scan();
        Inventory second = scanning.scan();
        assertThat(second.repositories().get(0).tags())
                .isEqualTo(first.repositories().get(0).tags())
                .extracting(TagSize::of)
                .containsExactly(new TagSize("v1", 1, 1));
        assertThat(second.damages()).isEmpty();
    }

    @Test
    void a_link_that_is_written_again_in_its_place_moves_its_tag() {
        storage.write(app.currentLink("v1"), two);
        assertThat(repository().tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 2));
    }

    @Test
    void a_revision_that_loses_its_link_and_keeps_its_directory_is_gone() {
        storage.delete(app.revisionLink(two));
        assertThat(repository().revisions().count()).hasValue(1);
    }

    @Test
    void a_link_that_is_damaged_meanwhile_is_damage() {
        storage.write(app.currentLink("v1"), "nonsense");
        assertThat(scanning.scan().damages()).extracting(Damage::reason).containsExactly(DamageReason.LINK_INVALID);
    }

    @Test
    void a_blob_that_is_collected_takes_its_revision_along() {
        String blob = TestStorage.blobPath(two);
        storage.delete(blob);
        storage.delete(blob.substring(0, blob.lastIndexOf('/')));
        Repository repository = repository();
        assertThat(repository.revisions().count()).hasValue(1);
        assertThat(repository.damages()).extracting(Damage::reason).containsExactly(DamageReason.MANIFEST_BLOB_MISSING);
    }

    @Test
    void a_layer_link_that_goes_with_its_directory_breaks_its_tag() {
        String link = app.layerLink(Manifests.layer(1));
        storage.delete(link);
        storage.delete(link.replace("/link", ""));
        assertThat(repository().brokenTags()).extracting(BrokenTag::tag).containsExactly("v1");
    }

    @Test
    void a_layer_link_that_comes_back_into_its_directory_mends_its_tag() throws IOException {
        Path link = storage.v2().resolve(app.layerLink(Manifests.layer(1)));
        Files.delete(link);
        Files.delete(link.getParent());
        Files.createDirectory(link.getParent());
        assertThat(repository().brokenTags()).hasSize(1);
        assertThat(repository().brokenTags()).hasSize(1);
        Files.writeString(link, Manifests.layer(1));
        assertThat(repository().brokenTags()).isEmpty();
    }

    @Test
    void a_layer_link_that_is_written_again_in_its_place_mends_its_tag() {
        app.tag("v2", Manifests.image(7));
        storage.write(app.layerLink(Manifests.layer(7)), "nonsense");
        assertThat(repository().brokenTags()).hasSize(1);
        storage.write(app.layerLink(Manifests.layer(7)), Manifests.layer(7));
        assertThat(repository().brokenTags()).isEmpty();
    }

    @Test
    void a_blob_that_is_lost_breaks_its_tag_and_mends_it_when_it_comes_back() {
        String data = TestStorage.blobPath(Manifests.layer(1));
        storage.delete(data);
        storage.delete(data.replace("/data", ""));
        assertThat(repository().brokenTags()).hasSize(1);
        storage.write(data, new byte[1]);
        assertThat(repository().brokenTags()).isEmpty();
    }

    @Test
    void a_tag_and_a_manifest_that_come_are_found() {
        app.tag("v2", Manifests.image(5));
        assertThat(repository().tags())
                .extracting(TagSize::of)
                .containsExactly(new TagSize("v1", 1, 1), new TagSize("v2", 1, 5));
    }

    @Test
    void a_link_that_becomes_a_way_out_of_the_root_is_not_followed(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("link"), two);
        storage.delete(app.currentLink("v1"));
        storage.delete(app.tagPath("v1") + "/current");
        storage.symlink(app.tagPath("v1") + "/current", elsewhere);
        assertThat(scanning.scan().damages())
                .extracting(Damage::reason)
                .containsExactly(DamageReason.SYMLINK_OUTSIDE_ROOT);
    }

    @Test
    void a_repository_with_very_many_tags_is_read_whole_and_found_unchanged() {
        IntStream.range(0, 1500).forEach(i -> app.tagDigest("build-" + i, i % 2 == 0 ? one : two));
        assertThat(repository().tags()).hasSize(1501);
        storage.write(app.currentLink("build-1499"), one);
        assertThat(repository().tags().stream().filter(tag -> tag.size() == 2)).hasSize(749);
    }

    private Repository repository() {
        return scanning.scan().repositories().get(0);
    }
}
