package io.registryexporter.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What goes and what stays. */
class PreviewTest extends PreviewFixture {

    @Test
    void an_old_tag_goes_with_its_manifest() {
        TestStorage.Repository app = storage.repository("app");
        String old = app.push(Manifests.image(10));
        app.tagDigest("old", old).pushedAt("old", longAgo).tag("new", Manifests.image(20));

        Preview preview = preview(OLD);

        assertThat(going(preview)).containsExactly("app:old");
        assertThat(preview.digests()).containsExactly("app@" + old);
        assertThat(staying(preview)).isEmpty();
    }

    @Test
    void a_tag_stays_whose_manifest_a_tag_names_that_stays() {
        TestStorage.Repository app = storage.repository("app");
        app.tag("old", Manifests.image(10)).pushedAt("old", longAgo).tag("latest", Manifests.image(10));

        Preview preview = preview(OLD);

        assertThat(preview.digests()).isEmpty();
        assertThat(staying(preview)).containsExactly("app:old same_manifest latest");
    }

    @Test
    void two_tags_of_a_manifest_go_with_one_digest() {
        TestStorage.Repository app = storage.repository("app");
        app.tag("a", Manifests.image(10)).pushedAt("a", longAgo);
        app.tag("b", Manifests.image(10)).pushedAt("b", longAgo);

        Preview preview = preview(OLD);

        assertThat(going(preview)).containsExactly("app:a", "app:b");
        assertThat(preview.digests()).hasSize(1);
    }

    @Test
    void the_manifest_of_another_repository_does_not_matter() {
        storage.repository("app").tag("old", Manifests.image(10)).pushedAt("old", longAgo);
        storage.repository("web").tag("new", Manifests.image(10));

        assertThat(going(preview(OLD))).containsExactly("app:old");
    }

    @Test
    void a_tag_stays_that_an_index_of_a_tag_contains_at_any_depth() {
        TestStorage.Repository app = storage.repository("app");
        String image = app.push(Manifests.image(10));
        String inner = app.push(Manifests.index(image));
        app.tagDigest("amd64", image).pushedAt("amd64", longAgo);
        app.tagDigest("inner", inner).pushedAt("inner", longAgo);
        app.tag("multi", Manifests.index(inner));

        Preview preview = preview(OLD);

        assertThat(preview.digests()).isEmpty();
        assertThat(staying(preview)).containsExactly("app:amd64 in_index inner", "app:inner in_index multi");
    }

    @Test
    void a_tag_stays_that_an_untagged_index_contains_which_can_be_pulled_by_digest() {
        TestStorage.Repository app = storage.repository("app");
        String image = app.push(Manifests.image(10));
        app.tagDigest("amd64", image).pushedAt("amd64", longAgo);
        String index = app.push(Manifests.index(image));

        assertThat(staying(preview(OLD))).containsExactly("app:amd64 in_index " + index);
    }

    @Test
    void a_tag_goes_together_with_the_index_that_contains_its_manifest() {
        TestStorage.Repository app = storage.repository("app");
        String image = app.push(Manifests.image(10));
        app.tagDigest("amd64", image).pushedAt("amd64", longAgo);
        app.tag("multi", Manifests.index(image)).pushedAt("multi", longAgo);

        assertThat(going(preview(OLD))).containsExactly("app:amd64", "app:multi");
    }

    @Test
    void what_cannot_be_read_stays() {
        TestStorage.Repository app = storage.repository("app");
        app.tag("garbage", "no json").pushedAt("garbage", longAgo);
        app.tagDigest("dangling", "sha256:" + "d".repeat(64)).pushedAt("dangling", longAgo);
        app.tag("timeless", Manifests.image(1)).pushedAt("timeless", Instant.EPOCH);

        Preview preview = preview(OLD);

        assertThat(preview.digests()).isEmpty();
        assertThat(staying(preview))
                .containsExactly(
                        "app:dangling unknown revision_missing",
                        "app:garbage unknown manifest_invalid",
                        "app:timeless unknown the time of its push");
    }

    @Test
    void nothing_goes_in_a_repository_in_which_a_deletion_ends_with_an_error() {
        TestStorage.Repository app = storage.repository("app");
        app.tag("old", Manifests.image(10)).pushedAt("old", longAgo);
        storage.write(app.path() + "/_manifests/tags/.DS_Store", "x");

        Preview preview = preview(OLD);

        assertThat(preview.digests()).isEmpty();
        assertThat(staying(preview)).contains("app:old delete_fails tags/.DS_Store");
    }

    @Test
    void the_bytes_of_an_image_are_freed_by_both_collections() {
        TestStorage.Repository app = storage.repository("app");
        String shared = app.layer("shared", 1000);
        String own = app.layer("own", 300);
        String manifest = Manifests.imageOf(app.config("old"), shared, own);
        app.tag("old", manifest).pushedAt("old", longAgo);
        app.tag("new", Manifests.imageOf(app.config("new"), shared));
        app.layer("rest of an upload", 77);

        Preview preview = preview(OLD);

        long freed = 300 + manifest.length() + storage.size(app.config("old"));
        for (GarbageCollectionMode mode : GarbageCollectionMode.values()) {
            DeletionForecast forecast = preview.forecasts().get(mode);
            assertThat(forecast.beyond()).isEqualTo(new Reclaimable(3, freed));
            assertThat(forecast.after()).isEqualTo(new Reclaimable(4, freed + 77));
            assertThat(forecast.byRepository()).containsEntry("app", new Reclaimable(3, freed));
            assertThat(forecast.shared()).isEqualTo(new Reclaimable(0, 0));
        }
    }

    @Test
    void the_images_of_an_index_that_goes_are_freed_with_m_only() {
        TestStorage.Repository app = storage.repository("app");
        String child = app.push(Manifests.imageOf(app.config("c"), app.layer("l", 500)));
        String index = Manifests.index(child);
        app.tag("multi", index).pushedAt("multi", longAgo).tag("new", Manifests.image(10));

        Preview preview = preview(OLD);

        assertThat(beyond(preview, GarbageCollectionMode.GC)).isEqualTo(new Reclaimable(1, index.length()));
        assertThat(beyond(preview, GarbageCollectionMode.GC_DELETE_UNTAGGED).blobs())
                .isEqualTo(4);
    }

    @Test
    void what_several_repositories_share_belongs_to_none_of_them() {
        for (String name : new String[] {"a", "b"}) {
            TestStorage.Repository repository = storage.repository(name);
            repository
                    .tag("old", Manifests.imageOf(repository.config(name), repository.layer("shared", 1000)))
                    .pushedAt("old", longAgo);
        }

        DeletionForecast forecast = preview(OLD).forecasts().get(GarbageCollectionMode.GC);

        assertThat(forecast.shared()).isEqualTo(new Reclaimable(1, 1000));
        assertThat(forecast.byRepository().values())
                .extracting(Reclaimable::blobs)
                .containsExactly(2, 2);
        assertThat(forecast.beyond().blobs()).isEqualTo(5);
    }

    @Test
    void a_manifest_that_version_3_does_not_read_stays_there() {
        TestStorage.Repository app = storage.repository("app");
        app.tag("old", Manifests.schema1(app.layer(10))).pushedAt("old", longAgo);

        assertThat(staying(preview(OLD, RegistryVersion.V3))).containsExactly("app:old unknown manifest_unsupported");
        assertThat(preview(OLD, RegistryVersion.V3).digests()).isEmpty();
    }

    private static Reclaimable beyond(Preview preview, GarbageCollectionMode mode) {
        return preview.forecasts().get(mode).beyond();
    }
}
