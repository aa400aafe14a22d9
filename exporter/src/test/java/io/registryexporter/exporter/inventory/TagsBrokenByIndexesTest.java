package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tags of indexes that are broken by what is below the index. */
class TagsBrokenByIndexesTest extends BrokenTagsFixture {
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

    private List<BrokenTag> brokenIn(String repository) {
        return scan().brokenTags()
                .filter(tag -> tag.repository().equals(repository))
                .toList();
    }
}
