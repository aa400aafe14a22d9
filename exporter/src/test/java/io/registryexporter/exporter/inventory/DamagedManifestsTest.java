package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.DamageReason;
import org.junit.jupiter.api.Test;

/** Damaged manifests and revisions. */
class DamagedManifestsTest extends DamagedStorageFixture {
    @Test
    void a_manifest_whose_blob_is_missing() {
        String digest = revisionWithout(Manifests.image(1));
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_BLOB_MISSING, digest);
        assertThat(repository().revisions().count()).hasValue(1);
    }

    @Test
    void a_manifest_whose_blob_is_a_named_pipe() {
        String digest = app.push(Manifests.image(1));
        storage.fifo(TestStorage.blobPath(digest));
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.NOT_A_REGULAR_FILE, digest);
    }

    @Test
    void a_manifest_over_four_mebibytes() {
        String padding = " ".repeat(4 * 1024 * 1024);
        String digest = app.push(Manifests.image(1) + padding);
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_TOO_LARGE, digest);
        assertThat(repository().revisions().count()).hasValue(2);
    }

    @Test
    void a_manifest_of_exactly_four_mebibytes_is_sound() {
        String manifest = Manifests.image(1);
        app.tag("large", manifest + " ".repeat(4 * 1024 * 1024 - manifest.length()));
        assertThat(repository().tags()).hasSize(2);
    }

    @Test
    void a_manifest_that_is_no_json() {
        String digest = app.push("{");
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_INVALID, digest);
    }

    @Test
    void a_manifest_of_ten_thousand_levels_and_more() {
        String digest = app.push("{\"schemaVersion\":2,\"x\":" + "[".repeat(200_000));
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_INVALID, digest);
    }

    @Test
    void a_manifest_of_an_unknown_kind() {
        String digest = app.push("{\"schemaVersion\":7}");
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_UNSUPPORTED, digest);
    }

    @Test
    void an_untagged_revision_with_an_empty_link() {
        storage.write(app.revisionLink(ABSENT), "");
        assertDamaged(DamageReason.LINK_EMPTY, revisionPath(ABSENT));
        assertThat(repository().revisions().count()).hasValue(1);
    }

    @Test
    void an_index_whose_child_is_missing_keeps_the_images_that_are_there() {
        String there = app.push(Manifests.image(5));
        String index = app.push(Manifests.index(there, ABSENT));
        app.tagDigest("multi", index).tagDigest("again", index);
        assertThat(repository().tags())
                .extracting(TagSize::of)
                .containsExactly(new TagSize("again", 1, 5), new TagSize("multi", 1, 5), new TagSize("sound", 2, 30));
        assertDamaged(DamageReason.INDEX_CHILD_MISSING, revisionPath(index));
        assertThat(repository().damages().get(0).tags()).containsExactly("team/app:again", "team/app:multi");
    }

    @Test
    void an_index_that_contains_itself_ends() {
        String index = Manifests.index(ABSENT);
        String digest = app.push(index);
        storage.write(app.revisionLink(ABSENT), digest);
        app.tagDigest("cycle", digest);
        assertThat(repository().tags()).extracting(TagSize::of).contains(new TagSize("cycle", 0, 0));
    }

    private String revisionWithout(String manifest) {
        String digest = app.push(manifest);
        storage.delete(TestStorage.blobPath(digest));
        return digest;
    }
}
