package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests that end a garbage collection. */
class ManifestBlockersTest extends BlockersFixture {
    private static final Set<GarbageCollectionMode> GC_ONLY = Set.of(GarbageCollectionMode.GC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\": 7}",
                "{\"schemaVersion\": 2, \"mediaType\": \"application/vnd.oci.artifact.manifest.v1+json\"}"
            })
    void a_tagged_manifest_of_an_unknown_kind_ends_all(String content) {
        storage.write(TestStorage.blobPath(image), content);

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.MANIFEST_UNSUPPORTED, parent(app.revisionLink(image)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no JSON", "[]", "{\"schemaVersion\": 2} {}"})
    void a_tagged_manifest_that_is_cut_or_no_json_ends_all(String content) {
        storage.write(TestStorage.blobPath(image), content);

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.MANIFEST_INVALID, parent(app.revisionLink(image)));
    }

    @Test
    void a_tagged_manifest_over_four_mebibytes_ends_all() {
        app.tag("large", image() + " ".repeat(4 * 1024 * 1024));

        assertBlocked(ALL, ALL);
    }

    @Test
    void an_untagged_manifest_that_is_cut_is_read_only_where_untagged_ones_are_kept() {
        app.push("{");

        assertBlocked(GC_ONLY, GC_ONLY);
    }

    @Test
    void a_cut_manifest_below_a_tagged_index_is_read_by_3_only() {
        String child = app.push("{");
        app.tag("multi", Manifests.index(child));

        assertThat(blocked(V2)).isEqualTo(GC_ONLY);
        assertThat(blocked(V3)).isEqualTo(ALL);
    }

    @Test
    void one_entry_is_one_blocker_of_each_collection_it_ends() {
        storage.write(TestStorage.blobPath(image), "{");
        app.tagDigest("latest", image);

        assertThat(scan(V3).blockers(GarbageCollectionMode.GC)).hasValue(1);
        assertThat(scan(V3).blockers(GarbageCollectionMode.GC_DELETE_UNTAGGED)).hasValue(1);
    }

    @Test
    void a_manifest_without_data_ends_nothing() {
        storage.delete(TestStorage.blobPath(image));

        assertBlocked(NONE, NONE);
    }

    @Test
    void an_index_whose_child_is_missing_ends_nothing() {
        app.tag("multi", Manifests.index(image, ABSENT));

        assertBlocked(NONE, NONE);
    }

    @Test
    void schema1_ends_all_of_3_and_nothing_of_2() {
        app.tag("old", Manifests.schema1(layer));

        assertBlocked(NONE, ALL);
        assertThat(blockers(V3)).extracting(Damage::reason).containsExactly(DamageReason.MANIFEST_UNSUPPORTED);
    }
}
