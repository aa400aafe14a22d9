package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import org.junit.jupiter.api.Test;

/** Links of layers that end a garbage collection. */
class LayerBlockersTest extends BlockersFixture {
    @Test
    void a_repository_without_layers_ends_all_of_3_and_is_not_seen_by_2() {
        storage.deleteTree(app.path() + "/_layers");

        assertBlocked(NONE, ALL);
        assertThat(blockers(V3)).extracting(Damage::reason).containsExactly(DamageReason.LAYERS_MISSING);
        assertThat(freed(V2)).isEqualTo(storedBytes());
    }

    @Test
    void what_ends_a_collection_in_a_repository_that_2_does_not_see_does_not_end_it() {
        storage.deleteTree(app.path() + "/_layers");
        storage.write(app.revisionLink(ABSENT), "");
        storage.write(app.tagPath("@eaDir"), "");

        assertBlocked(NONE, ALL);
    }

    @Test
    void an_empty_link_of_a_layer_ends_all_of_3() {
        storage.write(app.layerLink(layer), "");

        assertBlocked(NONE, ALL);
        assertThat(blockers(V3)).extracting(Damage::path).containsExactly(parent(app.layerLink(layer)));
    }

    @Test
    void a_link_of_a_layer_that_no_manifest_names_and_that_is_no_digest_ends_all_of_3() {
        storage.write(app.layerLink(ABSENT), "garbage");

        assertBlocked(NONE, ALL);
        assertThat(blockers(V3))
                .extracting(Damage::reason, Damage::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(DamageReason.LINK_INVALID, parent(app.layerLink(ABSENT))));
    }

    @Test
    void a_link_among_the_layers_in_a_directory_that_the_registry_reads_nothing_in_ends_all_of_3() {
        storage.write(app.path() + "/_layers/sha256/@eaDir/link", layer);

        assertBlocked(NONE, ALL);
    }

    @Test
    void an_empty_link_beside_the_layers_ends_all_of_3() {
        storage.write(app.path() + "/_layers/sha256/.trash/link", "");

        assertBlocked(NONE, ALL);
    }

    @Test
    void a_layer_that_is_missing_ends_nothing() {
        storage.delete(TestStorage.blobPath(layer));
        assertBlocked(NONE, NONE);

        storage.delete(app.layerLink(layer));
        assertBlocked(NONE, NONE);
    }

    @Test
    void a_layer_that_is_cut_ends_nothing() {
        storage.write(TestStorage.blobPath(layer), "");

        assertBlocked(NONE, NONE);
    }
}
