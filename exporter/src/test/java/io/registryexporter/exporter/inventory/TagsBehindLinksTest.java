package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tags whose blobs lie behind links. */
class TagsBehindLinksTest extends BrokenTagsFixture {
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
}
