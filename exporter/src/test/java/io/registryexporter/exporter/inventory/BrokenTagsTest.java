package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tags a client cannot pull whole, and which entry is to blame (R27). */
class BrokenTagsTest {
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String ABSENT = "sha256:" + "f".repeat(64);

    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;
    private String config;
    private String layer;

    @BeforeEach
    void a_repository_with_a_layer() {
        storage = new TestStorage(directory.resolve("storage"));
        app = storage.repository("app");
        config = app.config("app");
        layer = app.layer("layer", 1000);
    }

    @Test
    void a_tag_with_all_its_blobs_and_links_is_sound() {
        app.tag("v1", image());

        assertSound();
    }

    @Test
    void a_layer_without_data_breaks_its_tags() {
        String manifest = pushTagged(image());
        storage.delete(TestStorage.blobPath(layer));

        assertBroken(DamageReason.BLOB_MISSING);
        assertThat(scan().damages())
                .containsExactly(new Damage(
                        DamageReason.BLOB_MISSING,
                        Optional.of("app"),
                        parent(app.layerLink(layer)),
                        layer,
                        List.of("app:v1"),
                        Set.of()));
        assertThat(manifest).isNotEqualTo(layer);
    }

    @Test
    void a_config_without_data_breaks_its_tags() {
        pushTagged(image());
        storage.delete(TestStorage.blobPath(config));

        assertBroken(DamageReason.BLOB_MISSING);
    }

    @Test
    void a_layer_without_data_and_link_is_told_at_the_manifest() {
        String manifest = pushTagged(image());
        storage.delete(TestStorage.blobPath(layer));
        storage.deleteTree(parent(app.layerLink(layer)));

        assertBroken(DamageReason.BLOB_MISSING);
        assertThat(scan().damages())
                .extracting(Damage::path, Damage::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(parent(app.revisionLink(manifest)), layer));
    }

    @Test
    void a_layer_without_link_breaks_its_tags_though_its_data_is_there() {
        pushTagged(image());
        storage.delete(app.layerLink(layer));

        assertBroken(DamageReason.LAYER_LINK_MISSING);
    }

    @Test
    void a_config_without_link_breaks_its_tags_though_its_data_is_there() {
        pushTagged(image());
        storage.delete(app.layerLink(config));

        assertBroken(DamageReason.LAYER_LINK_MISSING);
    }

    @Test
    void a_layer_of_another_repository_is_not_served_without_a_link_of_its_own() {
        storage.repository("other").tag("v1", image());

        assertThat(scan().brokenTags())
                .containsExactly(new BrokenTag("other", "v1", List.of(DamageReason.LAYER_LINK_MISSING)));
    }

    @Test
    void a_layer_link_that_is_empty_for_long_breaks_its_tags() {
        pushTagged(image());
        storage.write(app.layerLink(layer), "");

        assertBroken(DamageReason.LAYER_LINK_MISSING);
    }

    @Test
    void a_layer_link_that_is_empty_at_this_moment_is_being_written() {
        pushTagged(image());
        storage.write(app.layerLink(layer), "");

        try (Scanning scanning = Scanning.atOnce(storage, () -> {})) {
            Inventory inventory = scanning.scan();
            assertThat(inventory.brokenTags()).isEmpty();
            assertThat(inventory.damages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "sha256:../../x", "sha256:abcdef1", "line end"})
    void a_layer_link_that_is_no_digest_breaks_its_tags(String text) {
        pushTagged(image());
        storage.write(app.layerLink(layer), text.equals("line end") ? layer + "\n" : text);

        assertBroken(DamageReason.LAYER_LINK_MISSING);
    }

    @Test
    void a_layer_link_that_is_a_directory_breaks_its_tags() {
        pushTagged(image());
        storage.delete(app.layerLink(layer));
        storage.directory(app.layerLink(layer));

        assertBroken(DamageReason.LAYER_LINK_MISSING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1001})
    void a_layer_of_another_size_breaks_its_tags(int bytes) {
        pushTagged(image());
        storage.write(TestStorage.blobPath(layer), new byte[bytes]);

        assertBroken(DamageReason.BLOB_SIZE_MISMATCH);
        assertThat(scan().strays())
                .containsExactly(new Damage(
                        DamageReason.BLOB_SIZE_MISMATCH,
                        Optional.of("app"),
                        TestStorage.blobPath(layer),
                        bytes + " bytes are stored, 1000 are declared",
                        List.of("app:v1"),
                        Set.of()));
    }

    @Test
    void where_no_size_is_declared_every_size_is_right() {
        pushTagged(Manifests.imageOf(config, layer));
        storage.write(TestStorage.blobPath(layer), new byte[1]);

        assertSound();
    }

    @Test
    void a_foreign_layer_with_urls_needs_no_blob() {
        pushTagged(image(foreign("\"urls\": [\"https://example.com/layer\"]")));

        assertSound();
    }

    @Test
    void a_foreign_layer_without_urls_needs_its_blob() {
        pushTagged(image(foreign()));

        assertBroken(DamageReason.BLOB_MISSING);
    }

    @Test
    void a_plain_layer_needs_its_blob_whatever_its_urls() {
        pushTagged(image(Manifests.descriptor(LAYER, ABSENT, 5, "\"urls\": [\"https://example.com/layer\"]")));

        assertBroken(DamageReason.BLOB_MISSING);
    }

    @Test
    void a_manifest_without_config_breaks_its_tags() {
        String manifest =
                pushTagged("{\"schemaVersion\": 2, \"mediaType\": \"application/vnd.oci.image.manifest.v1+json\"}");

        assertBroken(DamageReason.DESCRIPTOR_INVALID);
        assertThat(scan().damages()).extracting(Damage::path).containsExactly(parent(app.revisionLink(manifest)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:abcdef1", "md5:d41d8cd98f00b204e9800998ecf8427e", "latest"})
    void a_layer_whose_digest_is_none_breaks_its_tags(String digest) {
        pushTagged(image(Manifests.descriptor(LAYER, digest, 5)));

        assertBroken(DamageReason.DESCRIPTOR_INVALID);
    }

    @Test
    void an_index_with_a_broken_child_is_broken_and_its_other_children_are_not() {
        String sound = app.push(Manifests.described(described(CONFIG, config), List.of()));
        String broken = app.push(image());
        app.tagDigest("sound", sound);
        pushTagged(Manifests.index(sound, broken));
        storage.delete(TestStorage.blobPath(layer));

        assertBroken(DamageReason.BLOB_MISSING);
    }

    @Test
    void an_index_is_broken_by_what_is_below_an_index_in_it() {
        pushTagged(Manifests.index(app.push(Manifests.index(app.push(image())))));
        storage.delete(TestStorage.blobPath(layer));

        assertBroken(DamageReason.BLOB_MISSING);
    }

    @Test
    void an_index_with_a_missing_child_is_broken_and_keeps_the_size_of_the_others() {
        String index = pushTagged(Manifests.index(app.push(image()), ABSENT));

        assertBroken(DamageReason.INDEX_CHILD_MISSING);
        assertThat(scan().damages())
                .extracting(Damage::path, Damage::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(parent(app.revisionLink(index)), ABSENT));
        assertThat(scan().repositories().get(0).tags())
                .extracting(TagSize::of)
                .containsExactly(new TagSize("v1", 1, 1000));
    }

    @Test
    void an_index_whose_child_has_no_data_is_broken() {
        String child = app.push(image());
        pushTagged(Manifests.index(child));
        storage.delete(TestStorage.blobPath(child));

        assertBroken(DamageReason.MANIFEST_BLOB_MISSING);
    }

    @Test
    void the_child_of_another_repository_is_none_of_this_one() {
        String child = storage.repository("other").push(Manifests.schema1());
        pushTagged(Manifests.index(child));

        assertThat(brokenIn("app"))
                .containsExactly(new BrokenTag("app", "v1", List.of(DamageReason.INDEX_CHILD_MISSING)));
    }

    @Test
    void the_entries_of_a_build_cache_need_links_of_layers_and_no_revisions() {
        String cache = app.config("cache");
        pushTagged(Manifests.describedIndex(
                described(LAYER, layer), described("application/vnd.buildkit.cacheconfig.v0", cache)));
        assertSound();

        storage.delete(app.layerLink(cache));
        assertBroken(DamageReason.LAYER_LINK_MISSING);
    }

    @Test
    void a_build_cache_without_a_layer_is_broken() {
        pushTagged(Manifests.describedIndex(described(LAYER, layer)));
        storage.delete(TestStorage.blobPath(layer));

        assertBroken(DamageReason.BLOB_MISSING);
    }

    @Test
    void a_layer_that_was_pushed_by_sha512_needs_the_link_of_its_sha256_too() {
        String sha512 = "sha512:" + "a".repeat(128);
        storage.write(app.layerLink(sha512), layer);
        pushTagged(image(Manifests.descriptor(LAYER, sha512, 1000)));
        assertSound();

        storage.delete(app.layerLink(layer));
        assertBroken(DamageReason.LAYER_LINK_MISSING);
    }

    @Test
    void a_layer_that_was_pushed_by_sha512_needs_the_blob_of_its_sha256() {
        String sha512 = "sha512:" + "a".repeat(128);
        storage.write(app.layerLink(sha512), layer);
        pushTagged(image(Manifests.descriptor(LAYER, sha512, 1000)));
        storage.delete(TestStorage.blobPath(layer));

        assertBroken(DamageReason.BLOB_MISSING);
    }

    @Test
    void a_blob_behind_a_link_out_of_the_storage_is_unknown_and_not_broken() throws java.io.IOException {
        pushTagged(image());
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(storage.v2().resolve(TestStorage.blobPath(layer)), elsewhere);
        storage.symlink(TestStorage.blobPath(layer), elsewhere);

        Inventory inventory = scan();

        assertThat(inventory.brokenTags()).isEmpty();
        assertThat(inventory.repositories().get(0).unknownTags()).isEqualTo(1);
        assertThat(inventory.damages()).extracting(Damage::reason).containsExactly(DamageReason.SYMLINK_OUTSIDE_ROOT);
        assertThat(inventory.blobsAreKnown()).isFalse();
    }

    @Test
    void a_blob_behind_a_link_inside_the_storage_is_served() throws java.io.IOException {
        pushTagged(image());
        Path moved = storage.root().resolve("moved");
        Files.move(storage.v2().resolve(TestStorage.blobPath(layer)), moved);
        storage.symlink(TestStorage.blobPath(layer), moved);

        assertSound();
    }

    @Test
    void a_tag_that_is_broken_already_is_not_unknown_too() throws java.io.IOException {
        pushTagged(image());
        storage.delete(app.layerLink(config));
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(storage.v2().resolve(TestStorage.blobPath(layer)), elsewhere);
        storage.symlink(TestStorage.blobPath(layer), elsewhere);

        assertBroken(DamageReason.LAYER_LINK_MISSING);
        assertThat(scan().repositories().get(0).unknownTags()).isZero();
    }

    @Test
    void in_a_cache_nothing_that_is_absent_breaks_a_tag() {
        pushTagged(image());
        app.tag("index", Manifests.index(ABSENT)).tagDigest("gone", ABSENT);
        storage.directory(app.tagPath("expired"));
        storage.delete(TestStorage.blobPath(layer));
        storage.delete(app.layerLink(config));
        storage.delete(TestStorage.blobPath(app.push(Manifests.index(layer))));

        try (Scanning scanning = Scanning.of(storage).ofCache()) {
            Inventory inventory = scanning.scan();
            assertThat(inventory.brokenTags()).isEmpty();
            assertThat(inventory.damages()).isEmpty();
        }
    }

    @Test
    void in_a_cache_a_cut_blob_breaks_a_tag() {
        pushTagged(image());
        storage.write(TestStorage.blobPath(layer), new byte[10]);

        assertThat(brokenInCache())
                .containsExactly(new BrokenTag("app", "v1", List.of(DamageReason.BLOB_SIZE_MISMATCH)));
    }

    @Test
    void in_a_cache_a_cut_manifest_breaks_a_tag() {
        storage.write(TestStorage.blobPath(pushTagged(image())), "{");

        assertThat(brokenInCache()).containsExactly(new BrokenTag("app", "v1", List.of(DamageReason.MANIFEST_INVALID)));
    }

    @Test
    void in_a_cache_an_empty_link_of_a_layer_breaks_a_tag() {
        pushTagged(image());
        storage.write(app.layerLink(layer), "");

        assertThat(brokenInCache())
                .containsExactly(new BrokenTag("app", "v1", List.of(DamageReason.LAYER_LINK_MISSING)));
    }

    @Test
    void a_cut_layer_that_two_repositories_share_breaks_tags_of_both_and_is_one_entry() {
        TestStorage.Repository other = storage.repository("other");
        other.link(config);
        other.link(layer);
        app.tag("v1", image()).tag("v2", image());
        other.tag("latest", image());
        storage.write(TestStorage.blobPath(layer), new byte[10]);

        Inventory inventory = scan();

        assertThat(inventory.brokenTags())
                .extracting(tag -> tag.repository() + ":" + tag.tag())
                .containsExactly("app:v1", "app:v2", "other:latest");
        assertThat(inventory.damages())
                .containsExactly(new Damage(
                        DamageReason.BLOB_SIZE_MISMATCH,
                        Optional.empty(),
                        TestStorage.blobPath(layer),
                        "10 bytes are stored, 1000 are declared",
                        List.of("app:v1", "app:v2", "other:latest"),
                        Set.of()));
    }

    @Test
    void a_missing_layer_that_two_repositories_share_breaks_tags_of_both() {
        TestStorage.Repository other = storage.repository("other");
        other.link(config);
        other.link(layer);
        app.tag("v1", image());
        other.tag("latest", image());
        storage.delete(TestStorage.blobPath(layer));

        assertThat(scan().brokenTags())
                .extracting(tag -> tag.repository() + ":" + tag.tag())
                .containsExactly("app:v1", "other:latest");
    }

    @Test
    void tags_of_one_manifest_are_broken_by_one_entry() {
        app.tag("v1", image()).tag("latest", image());
        storage.delete(app.layerLink(layer));

        assertThat(scan().damages())
                .singleElement()
                .extracting(Damage::tags)
                .isEqualTo(List.of("app:latest", "app:v1"));
    }

    @Test
    void damage_of_an_untagged_manifest_breaks_no_tag() {
        app.push(image());
        storage.delete(TestStorage.blobPath(layer));

        assertThat(scan().brokenTags()).isEmpty();
        assertThat(scan().damages()).singleElement().extracting(Damage::tags).isEqualTo(List.of());
    }

    @Test
    void several_reasons_of_one_tag_come_each_once() {
        String second = app.layer("second", 2000);
        String third = app.layer("third", 3000);
        pushTagged(image(described(LAYER, second), described(LAYER, third)));
        storage.delete(TestStorage.blobPath(layer));
        storage.delete(TestStorage.blobPath(second));
        storage.delete(app.layerLink(third));

        assertThat(scan().brokenTags())
                .containsExactly(new BrokenTag(
                        "app", "v1", List.of(DamageReason.BLOB_MISSING, DamageReason.LAYER_LINK_MISSING)));
        assertThat(scan().damages()).hasSize(3);
    }

    @Test
    void schema1_is_served_by_2_and_not_by_3() {
        pushTagged(Manifests.schema1(layer));

        assertThat(scan(RegistryVersion.V2).brokenTags()).isEmpty();
        assertThat(scan(RegistryVersion.V3).brokenTags())
                .containsExactly(new BrokenTag("app", "v1", List.of(DamageReason.MANIFEST_UNSUPPORTED)));
    }

    @Test
    void schema1_without_a_layer_is_broken_for_2() {
        pushTagged(Manifests.schema1(layer));
        storage.delete(app.layerLink(layer));

        assertThat(scan(RegistryVersion.V2).brokenTags())
                .containsExactly(new BrokenTag("app", "v1", List.of(DamageReason.LAYER_LINK_MISSING)));
    }

    @ParameterizedTest
    @EnumSource
    void every_damaged_entry_has_a_path_where_something_is(RegistryVersion version) {
        app.tag("gone", Manifests.index(ABSENT, app.push(Manifests.schema1(ABSENT))))
                .tag("config", "{\"schemaVersion\": 2}")
                .tag("foreign", image(foreign()))
                .tag("cut", image())
                .tagDigest("dangling", ABSENT)
                .tag(".DS_Store", image());
        storage.directory(app.tagPath("empty"));
        storage.write(app.tagPath("file"), "");
        storage.write(app.currentLink("no-digest"), "x");
        storage.write(app.revisionLink("sha256:" + "e".repeat(64)), "");
        storage.delete(TestStorage.blobPath(app.push(Manifests.schema1("sha256:" + "d".repeat(64)))));
        storage.write(app.path() + "/_manifests/revisions/sha256/@eaDir/link", "x");
        storage.write(app.layerLink("sha256:" + "c".repeat(64)), "");
        storage.write(TestStorage.blobPath(layer), "");
        storage.delete(app.layerLink(config));
        storage.repository("untagged").push("{");
        storage.repository("Upper").tag("v1", image());
        storage.directory("repositories/@eaDir");
        storage.write("blobs/sha256.bak/ab/x/data", "x");
        storage.symlink("repositories/loop", storage.v2().resolve("repositories"));

        List<Damage> damages = scan(version).damages().toList();

        assertThat(damages).hasSizeGreaterThan(15);
        assertThat(damages)
                .allSatisfy(damage -> assertThat(storage.v2().resolve(damage.path()))
                        .matches(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS), damage.toString()));
    }

    private String image(String... moreLayers) {
        return Manifests.described(
                described(CONFIG, config),
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(described(LAYER, layer)),
                                java.util.stream.Stream.of(moreLayers))
                        .toList());
    }

    private String described(String mediaType, String digest) {
        return Manifests.descriptor(mediaType, digest, storage.size(digest));
    }

    private static String foreign(String... more) {
        return Manifests.descriptor(FOREIGN, ABSENT, 5, more);
    }

    /** Pushes a manifest as {@code v1}, and gives its digest. */
    private String pushTagged(String manifest) {
        String digest = app.push(manifest.getBytes(StandardCharsets.UTF_8));
        app.tagDigest("v1", digest);
        return digest;
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private void assertSound() {
        Inventory inventory = scan();
        assertThat(inventory.brokenTags()).isEmpty();
        assertThat(inventory.damages()).isEmpty();
    }

    private void assertBroken(DamageReason reason) {
        assertThat(scan().brokenTags()).containsExactly(new BrokenTag("app", "v1", List.of(reason)));
    }

    private List<BrokenTag> brokenIn(String repository) {
        return scan().brokenTags()
                .filter(tag -> tag.repository().equals(repository))
                .toList();
    }

    private List<BrokenTag> brokenInCache() {
        try (Scanning scanning = Scanning.of(storage).ofCache()) {
            return scanning.scan().brokenTags().toList();
        }
    }

    private Inventory scan() {
        return scan(RegistryVersion.V3);
    }

    private Inventory scan(RegistryVersion version) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan();
        }
    }
}
