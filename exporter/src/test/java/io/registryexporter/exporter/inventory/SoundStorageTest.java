package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the inventory says about storages that a registry would serve without complaint. */
class SoundStorageTest {
    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;

    @BeforeEach
    void write() {
        storage = new TestStorage(directory);
        app = storage.repository("team/app");
    }

    @Test
    void a_tag_on_an_image_has_its_layers_and_bytes() {
        app.tag("v1", Manifests.image(10, 20));
        assertThat(onlyRepository().tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 2, 30));
    }

    @Test
    void tags_come_in_the_order_of_their_names() {
        app.tag("b", Manifests.image(1)).tag("a", Manifests.image(2)).tag("B", Manifests.image(3));
        assertThat(onlyRepository().tags()).extracting(Tag::name).containsExactly("B", "a", "b");
    }

    @Test
    void two_tags_on_one_manifest_are_one_revision() {
        app.tag("v1", Manifests.image(1)).tag("latest", Manifests.image(1));
        assertThat(onlyRepository().tagCount()).hasValue(2);
        assertThat(onlyRepository().revisions().count()).hasValue(1);
    }

    @Test
    void an_untagged_manifest_is_a_revision() {
        app.tag("v1", Manifests.image(1)).push(Manifests.image(2));
        assertThat(onlyRepository().revisions().count()).hasValue(2);
    }

    @Test
    void a_tag_on_an_index_adds_up_the_images_below_it_each_once() {
        String amd64 = app.push(Manifests.image(10, 20));
        String arm64 = app.push(Manifests.image(5));
        String nested = app.push(Manifests.index(arm64, amd64));
        app.tag("multi", Manifests.index(amd64, nested, amd64));
        assertThat(onlyRepository().tags()).extracting(TagSize::of).containsExactly(new TagSize("multi", 3, 35));
    }

    @Test
    void a_tag_on_schema1_has_the_stored_bytes_of_its_layers() {
        String layer = app.layer(100);
        app.tag("old", Manifests.schema1(layer, layer, app.layer(7), "sha256:" + "0".repeat(64)));
        try (Scanning scanning = Scanning.of(storage, RegistryVersion.V2)) {
            assertThat(scanning.scan().repositories().get(0).tags())
                    .extracting(TagSize::of)
                    .containsExactly(new TagSize("old", 4, 207));
        }
        assertThat(onlyRepository().tags()).isEmpty();
    }

    @Test
    void an_artifact_without_layers_is_a_tag_of_no_bytes() {
        app.tag("sbom", Manifests.image());
        assertThat(onlyRepository().tags()).extracting(TagSize::of).containsExactly(new TagSize("sbom", 0, 0));
    }

    @Test
    void repositories_may_lie_inside_repositories() {
        storage.repository("a").tag("v1", Manifests.image(1));
        storage.repository("a/b/c").tag("v1", Manifests.image(1));
        storage.repository("a/b").tag("v1", Manifests.image(1));
        assertThat(scan().repositories()).extracting(Repository::name).containsExactly("a", "a/b", "a/b/c");
    }

    @Test
    void a_repository_without_manifests_directory_is_none() {
        storage.directory("repositories/layers-only/_layers/sha256");
        storage.directory("repositories/upload-only/_uploads/1");
        assertThat(scan().repositories()).isEmpty();
        assertThat(scan().damages()).isEmpty();
    }

    @Test
    void a_repository_may_have_neither_tags_nor_revisions() {
        storage.repository("empty");
        storage.directory("repositories/empty/_manifests");
        assertThat(onlyRepository())
                .isEqualTo(new Repository(
                        "empty",
                        new Repository.Tags(
                                java.util.OptionalLong.of(0),
                                java.util.List.of(),
                                java.util.List.of(),
                                0,
                                java.util.OptionalLong.empty()),
                        Revisions.of(0, 0, 0),
                        java.util.Optional.of(new Costs(0, 0)),
                        java.util.List.of()));
    }

    @Test
    void a_revision_whose_link_is_gone_is_none_and_no_damage() {
        app.tag("v1", Manifests.image(1));
        storage.delete(app.revisionLink(app.push(Manifests.image(2))));
        assertThat(onlyRepository().revisions().count()).hasValue(1);
        assertThat(onlyRepository().damages()).isEmpty();
    }

    @Test
    void revisions_of_every_algorithm_count() {
        String digest = storage.blob(Manifests.image(3).getBytes(StandardCharsets.UTF_8));
        String sha512 = "sha512:" + "a".repeat(128);
        storage.write(app.revisionLink(sha512), digest);
        app.tagDigest("v1", sha512);
        assertThat(onlyRepository().revisions().count()).hasValue(1);
        assertThat(onlyRepository().tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 3));
    }

    @Test
    void signatures_of_old_registries_are_no_revisions() {
        String digest = app.push(Manifests.image(1));
        storage.write(
                app.revisionLink(digest).replace("/link", "/signatures/sha256/" + "b".repeat(64) + "/link"), digest);
        assertThat(onlyRepository().revisions().count()).hasValue(1);
    }

    @Test
    void a_link_may_name_another_digest_than_its_directory() {
        String stored = app.push(Manifests.image(1, 2));
        String other = "sha256:" + "e".repeat(64);
        storage.write(app.revisionLink(other), stored);
        app.tagDigest("v1", other);
        assertThat(onlyRepository().tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 2, 3));
    }

    @Test
    void the_tag_history_does_not_count() {
        app.tag("v1", Manifests.image(1)).tag("v1", Manifests.image(2));
        assertThat(onlyRepository().tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 2));
    }

    @Test
    void names_of_the_registrys_own_directories_are_legal_tags() {
        app.tag("_manifests", Manifests.image(1))
                .tag("link", Manifests.image(1))
                .tag("current", Manifests.image(1));
        assertThat(onlyRepository().tags()).hasSize(3);
    }

    @Test
    void digests_of_seven_digits_as_in_the_originals_fixture_are_none_as_for_the_registry() {
        storage.write("blobs/sha256/ab/abcdef1/data", Manifests.image(10, 20));
        storage.write(app.revisionLink("sha256:abcdef1"), "sha256:abcdef1");
        storage.write(app.currentLink("latest"), "sha256:abcdef1");
        assertThat(onlyRepository().tags()).isEmpty();
        assertThat(onlyRepository().brokenTags())
                .containsExactly(new BrokenTag("team/app", "latest", java.util.List.of(DamageReason.LINK_INVALID)));
    }

    @Test
    void a_manifest_linked_below_layers_is_found_for_version_2_only() {
        String digest = storage.blob(Manifests.image(9).getBytes(StandardCharsets.UTF_8));
        storage.write(app.path() + "/_layers/" + digest.replace(':', '/') + "/link", digest);
        app.tagDigest("v1", digest);
        try (Scanning version2 = Scanning.of(storage, RegistryVersion.V2)) {
            Repository repository = version2.scan().repositories().get(0);
            assertThat(repository.tags()).extracting(TagSize::of).containsExactly(new TagSize("v1", 1, 9));
            assertThat(repository.revisions().count()).hasValue(0);
        }
        assertThat(onlyRepository().tags()).isEmpty();
        assertThat(onlyRepository().damages()).extracting("reason").containsExactly(DamageReason.REVISION_MISSING);
    }

    @Test
    void symbolic_links_inside_the_storage_are_followed() {
        app.tag("v1", Manifests.image(1));
        storage.symlink("repositories/alias", storage.v2().resolve(app.path()));
        storage.symlink(app.tagPath("alias"), storage.v2().resolve(app.tagPath("v1")));
        assertThat(scan().repositories()).extracting(Repository::name).containsExactly("alias", "team/app");
        assertThat(scan().repositories()).allSatisfy(r -> assertThat(r.tags()).hasSize(2));
        assertThat(scan().damages()).isEmpty();
    }

    @Test
    void the_storage_itself_may_lie_behind_a_symbolic_link() throws IOException {
        app.tag("v1", Manifests.image(1));
        storage.symlink("repositories/alias", storage.v2().resolve(app.path()));
        Path linked = Files.createDirectories(directory.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("docker"), directory.resolve("docker"));
        try (Scanning scanning = Scanning.of(new TestStorage(linked))) {
            assertThat(scanning.scan().repositories())
                    .extracting(Repository::name)
                    .containsExactly("alias", "team/app");
        }
    }

    @Test
    void a_later_scan_sees_what_changed() throws IOException {
        app.tag("v1", Manifests.image(1));
        try (Scanning scanning = Scanning.of(storage)) {
            scanning.scan();
            app.tag("v1", Manifests.image(1, 1)).tag("v2", Manifests.image(2));
            Files.delete(storage.v2().resolve(app.revisionLink(app.push(Manifests.image(1)))));
            Repository repository = scanning.scan().repositories().get(0);
            assertThat(repository.tags())
                    .extracting(TagSize::of)
                    .containsExactly(new TagSize("v1", 2, 2), new TagSize("v2", 1, 2));
            assertThat(repository.revisions().count()).hasValue(2);
        }
    }

    private Repository onlyRepository() {
        Inventory inventory = scan();
        assertThat(inventory.repositories()).hasSize(1);
        return inventory.repositories().get(0);
    }

    private Inventory scan() {
        try (Scanning scanning = Scanning.of(storage)) {
            return scanning.scan();
        }
    }
}
