package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What garbage collection would free, where both versions agree and where they differ (R23). */
class GarbageCollectionTest {
    private static final Reclaimable NOTHING = new Reclaimable(0, 0);

    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;
    private String image;

    @BeforeEach
    void push() {
        storage = new TestStorage(directory);
        app = storage.repository("app");
        image = Manifests.imageOf(app.layer(11), app.layer(1000));
        app.tag("v1", image);
    }

    @ParameterizedTest
    @EnumSource
    void of_what_is_tagged_nothing_goes(RegistryVersion version) {
        assertThat(reclaimable(version, GarbageCollectionMode.GC)).isEqualTo(NOTHING);
        assertThat(reclaimable(version, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void a_layer_that_no_manifest_names_goes(RegistryVersion version) {
        app.layer(77);
        assertThat(reclaimable(version, GarbageCollectionMode.GC)).isEqualTo(new Reclaimable(1, 77));
    }

    @ParameterizedTest
    @EnumSource
    void an_untagged_manifest_goes_with_what_only_it_names(RegistryVersion version) {
        String untagged = Manifests.imageOf(app.layer(11), app.layer(50));
        app.push(untagged);
        assertThat(reclaimable(version, GarbageCollectionMode.GC)).isEqualTo(NOTHING);
        assertThat(reclaimable(version, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(new Reclaimable(2, 50L + untagged.length()));
    }

    @ParameterizedTest
    @EnumSource
    void a_manifest_that_was_deleted_goes_with_what_only_it_names(RegistryVersion version) {
        String deleted = Manifests.imageOf(app.layer(11), app.layer(50));
        storage.delete(app.revisionLink(app.push(deleted)));
        assertThat(reclaimable(version, GarbageCollectionMode.GC))
                .isEqualTo(new Reclaimable(2, 50L + deleted.length()));
    }

    @Test
    void untagged_children_of_a_tagged_index_lose_their_layers_to_2_and_not_to_3() {
        String child = app.push(Manifests.imageOf(app.layer(12), app.layer(60)));
        app.tag("multi", Manifests.index(app.push(Manifests.index(child))));
        assertThat(reclaimable(RegistryVersion.V3, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(NOTHING);
        // The inner index is named by the outer one, and stays as a blob; all below it goes.
        long childBytes = Manifests.imageOf(app.layer(12), app.layer(60)).length();
        assertThat(reclaimable(RegistryVersion.V2, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(new Reclaimable(3, 12 + 60 + childBytes));
    }

    @ParameterizedTest
    @EnumSource
    void a_layer_pushed_by_sha512_goes_although_it_is_needed(RegistryVersion version) {
        String sha512 = "sha512:" + "a".repeat(128);
        storage.write(app.path() + "/_layers/sha512/" + "a".repeat(128) + "/link", app.layer(300));
        app.tag("v2", Manifests.imageOf(app.layer(11), sha512));
        assertThat(reclaimable(version, GarbageCollectionMode.GC)).isEqualTo(new Reclaimable(1, 300));
        long manifests =
                (long) image.length() + Manifests.imageOf(app.layer(11), sha512).length();
        assertThat(repository("app").costs().orElseThrow().stored()).isEqualTo(11 + 1000 + 300 + manifests);
    }

    @Test
    void a_repository_without_layers_directory_is_seen_by_3_only() {
        String artifact = "{\"schemaVersion\":2}";
        storage.repositoryWithoutLayers("artifacts").tag("v1", artifact);
        assertThat(reclaimable(RegistryVersion.V3, GarbageCollectionMode.GC)).isEqualTo(NOTHING);
        assertThat(reclaimable(RegistryVersion.V2, GarbageCollectionMode.GC))
                .isEqualTo(new Reclaimable(1, artifact.length()));
    }

    @Test
    void version_3_does_not_go_down_into_what_another_repository_has_marked() {
        TestStorage.Repository sparse = storage.repository("a-sparse");
        TestStorage.Repository whole = storage.repository("b-whole");
        String child = Manifests.imageOf(whole.layer(13), whole.layer(70));
        String index = Manifests.index(whole.push(child));
        whole.tag("multi", index);
        sparse.tag("multi", index);
        assertThat(reclaimable(RegistryVersion.V3, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(new Reclaimable(2, 13 + 70));
    }

    @ParameterizedTest
    @EnumSource
    void a_tag_whose_name_is_invalid_keeps_its_manifest(RegistryVersion version) {
        app.tag("-odd", Manifests.imageOf(app.layer(11), app.layer(60)));
        assertThat(reclaimable(version, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(NOTHING);
    }

    @Test
    void version_3_goes_down_into_a_layer_that_is_a_manifest_too() {
        String inner = app.push(Manifests.imageOf(app.layer(11), app.layer(60)));
        app.tag("v2", Manifests.imageOf(app.layer(11), inner));
        assertThat(reclaimable(RegistryVersion.V3, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(NOTHING);
        assertThat(reclaimable(RegistryVersion.V2, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(new Reclaimable(1, 60));
    }

    @Test
    void where_repositories_are_hidden_the_inventory_is_not_complete() {
        assertThat(scan().isComplete()).isTrue();
        storage.symlink("repositories/moved-away", Path.of("/var"));
        assertThat(scan().isComplete()).isFalse();
    }

    private Inventory scan() {
        try (Scanning scanning = Scanning.of(storage)) {
            return scanning.scan();
        }
    }

    @Test
    void a_very_deep_chain_of_indexes_ends() {
        String digest = app.push(Manifests.image());
        for (int depth = 0; depth < 3000; depth++) {
            digest = app.push(Manifests.index(digest));
        }
        app.tagDigest("deep", digest);
        assertThat(reclaimable(RegistryVersion.V3, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .isEqualTo(NOTHING);
        assertThat(repository("app").revisions()).isEqualTo(Revisions.of(3002, 3000, 0));
    }

    @Test
    void what_repositories_share_is_stored_in_both_and_exclusive_to_none() {
        TestStorage.Repository other = storage.repository("other");
        String manifest = Manifests.imageOf(app.layer(11), app.layer(1000), other.layer(500));
        other.tag("v1", manifest);
        assertThat(repository("app").costs()).contains(new Costs(11 + 1000 + image.length(), image.length()));
        assertThat(repository("other").costs())
                .contains(new Costs(11 + 1000 + 500 + manifest.length(), 500L + manifest.length()));
    }

    @Test
    void a_blob_that_is_named_twice_is_stored_once() {
        String twice = Manifests.imageOf(app.layer(11), app.layer(200), app.layer(200));
        storage.repository("twice").tag("v1", twice);
        assertThat(repository("twice").costs().orElseThrow().stored()).isEqualTo(11 + 200 + twice.length());
    }

    @Test
    void revisions_are_tagged_or_reached_by_a_tagged_index_or_neither() {
        String child = app.push(Manifests.image(1));
        app.tag("multi", Manifests.index(child));
        app.push(Manifests.image(2));
        assertThat(repository("app").revisions()).isEqualTo(Revisions.of(4, 2, 1));
    }

    @Test
    void the_last_push_is_that_of_the_newest_tag() throws Exception {
        java.nio.file.Files.setLastModifiedTime(
                storage.v2().resolve(app.currentLink("v1")), java.nio.file.attribute.FileTime.fromMillis(5000));
        app.tag("v0", image);
        java.nio.file.Files.setLastModifiedTime(
                storage.v2().resolve(app.currentLink("v0")), java.nio.file.attribute.FileTime.fromMillis(4000));
        assertThat(repository("app").lastPushMillis()).hasValue(5000);
    }

    @Test
    void an_invalid_manifest_keeps_its_own_blob_and_marks_nothing() {
        app.push("garbage".getBytes(StandardCharsets.UTF_8));
        assertThat(reclaimable(RegistryVersion.V3, GarbageCollectionMode.GC)).isEqualTo(NOTHING);
    }

    private Reclaimable reclaimable(RegistryVersion version, GarbageCollectionMode mode) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan().storage().reclaimable().get(mode);
        }
    }

    private Repository repository(String name) {
        try (Scanning scanning = Scanning.of(storage)) {
            return scanning.scan().repositories().stream()
                    .filter(repository -> repository.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
