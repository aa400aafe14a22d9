package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the damage of broken tags is reported. */
class BrokenTagDamageTest extends BrokenTagsFixture {
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
}
