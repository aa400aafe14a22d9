package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags that are broken by what their manifest declares. */
class TagsBrokenByManifestsTest extends BrokenTagsFixture {
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
}
