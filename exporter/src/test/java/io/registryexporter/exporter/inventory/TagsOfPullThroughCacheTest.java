package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tags of a pull-through cache. */
class TagsOfPullThroughCacheTest extends BrokenTagsFixture {
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

    private List<BrokenTag> brokenInCache() {
        try (Scanning scanning = Scanning.of(storage).ofCache()) {
            return scanning.scan().brokenTags().toList();
        }
    }
}
