package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that people asked about in public. */
class FieldCasesOfImagesTest extends FieldCasesFixture {
    /** goharbor/harbor#20131, openshift/origin#18638, distribution/distribution#4569. */
    @ParameterizedTest
    @EnumSource
    void a_tag_whose_config_or_layer_is_gone_or_cut_or_has_no_link_is_broken(RegistryVersion version) {
        tag("team/good", "v1", layer("team/good", "g1", 3000), layer("team/good", "g2", 1000));

        TestStorage.Repository layerGone = storage.repository("team/layer-gone");
        tag("team/layer-gone", "v1", layer("team/layer-gone", "x1", 3000), layer("team/layer-gone", "x2", 2000));
        storage.deleteTree(blobDirectory(layerGone.layer("x2", 2000)));

        TestStorage.Repository configGone = storage.repository("team/config-gone");
        tag("team/config-gone", "v1", layer("team/config-gone", "y1", 3000), layer("team/config-gone", "y2", 2000));
        storage.deleteTree(blobDirectory(configGone.config("team/config-gone:v1")));

        TestStorage.Repository linkGone = storage.repository("team/link-gone");
        tag("team/link-gone", "v1", layer("team/link-gone", "z1", 3000), layer("team/link-gone", "z2", 2000));
        String unlinked = linkGone.layerLink(linkGone.layer("z1", 3000));
        storage.deleteTree(parent(unlinked));

        TestStorage.Repository layerShort = storage.repository("team/layer-short");
        tag("team/layer-short", "v1", layer("team/layer-short", "s1", 3000), layer("team/layer-short", "s2", 2000));
        storage.write(TestStorage.blobPath(layerShort.layer("s1", 3000)), "");

        Inventory inventory = scan(version);

        assertThat(inventory.brokenTags())
                .containsExactlyInAnyOrder(
                        new BrokenTag("team/layer-gone", "v1", List.of(DamageReason.BLOB_MISSING)),
                        new BrokenTag("team/config-gone", "v1", List.of(DamageReason.BLOB_MISSING)),
                        new BrokenTag("team/link-gone", "v1", List.of(DamageReason.LAYER_LINK_MISSING)),
                        new BrokenTag("team/layer-short", "v1", List.of(DamageReason.BLOB_SIZE_MISMATCH)));
        assertThat(inventory.damages())
                .hasSize(4)
                .allMatch(damage -> damage.tags().size() == 1);
        assertFrees(inventory, GC, 0);
        assertFrees(inventory, UNTAGGED, 0);
    }

    /** docker/buildx#1007, docker/buildx#173, distribution/distribution#3863. */
    @ParameterizedTest
    @EnumSource
    void a_build_cache_is_an_index_of_layers(RegistryVersion version) {
        TestStorage.Repository app = storage.repository("ci/app");
        tag("ci/app", "1.0", layer("ci/app", "base", 4000), layer("ci/app", "app", 1500));
        String config = app.config("cache");
        app.tag(
                "buildcache",
                Manifests.describedIndex(
                        layer("ci/app", "base", 4000),
                        layer("ci/app", "cacheonly", 9000),
                        Manifests.descriptor("application/vnd.buildkit.cacheconfig.v0", config, storage.size(config))));

        Inventory inventory = scan(version);

        assertThat(inventory.damages()).isEmpty();
        assertThat(inventory.brokenTags()).isEmpty();
        assertThat(inventory.repositories().get(0).tags())
                .extracting(TagSize::of)
                .containsExactly(new TagSize("1.0", 2, 5500), new TagSize("buildcache", 2, 13_000));
        assertFrees(inventory, GC, 0);
        assertFrees(inventory, UNTAGGED, 0);
    }
}
