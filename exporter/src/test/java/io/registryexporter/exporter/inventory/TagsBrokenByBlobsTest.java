package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags that are broken by a blob or its link. */
class TagsBrokenByBlobsTest extends BrokenTagsFixture {
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
    void a_layer_without_data_and_link_is_reported_at_the_manifest() {
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
}
