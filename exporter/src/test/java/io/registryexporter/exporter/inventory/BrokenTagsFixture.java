package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository with a config and a layer, and which of its tags are broken. */
abstract class BrokenTagsFixture {
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    static final String FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String ABSENT = "sha256:" + "f".repeat(64);

    @TempDir
    Path directory;

    TestStorage storage;
    TestStorage.Repository app;
    String config;
    String layer;

    @BeforeEach
    void a_repository_with_a_layer() {
        storage = new TestStorage(directory.resolve("storage"));
        app = storage.repository("app");
        config = app.config("app");
        layer = app.layer("layer", 1000);
    }

    String image(String... moreLayers) {
        return Manifests.described(
                described(CONFIG, config),
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(described(LAYER, layer)),
                                java.util.stream.Stream.of(moreLayers))
                        .toList());
    }

    String described(String mediaType, String digest) {
        return Manifests.descriptor(mediaType, digest, storage.size(digest));
    }

    static String foreign(String... more) {
        return Manifests.descriptor(FOREIGN, ABSENT, 5, more);
    }

    /** Pushes a manifest as {@code v1}, and gives its digest. */
    String pushTagged(String manifest) {
        String digest = app.push(manifest.getBytes(StandardCharsets.UTF_8));
        app.tagDigest("v1", digest);
        return digest;
    }

    static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    void assertSound() {
        Inventory inventory = scan();
        assertThat(inventory.brokenTags()).isEmpty();
        assertThat(inventory.damages()).isEmpty();
    }

    void assertBroken(DamageReason reason) {
        assertThat(scan().brokenTags()).containsExactly(new BrokenTag("app", "v1", List.of(reason)));
    }

    Inventory scan() {
        return scan(RegistryVersion.V3);
    }

    Inventory scan(RegistryVersion version) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan();
        }
    }
}
