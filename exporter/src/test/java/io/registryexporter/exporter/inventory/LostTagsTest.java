package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many tags a garbage collection breaks (R23). */
class LostTagsTest {
    @TempDir
    private Path directory;

    private TestStorage storage;

    @BeforeEach
    void a_storage() {
        storage = new TestStorage(directory);
    }

    @Test
    void version_2_breaks_a_tagged_index_whose_images_have_no_tag_of_their_own() {
        TestStorage.Repository app = storage.repository("app");
        app.tag("multi", Manifests.index(app.push(Manifests.image(10))));
        app.tag("plain", Manifests.image(20));

        assertThat(lost(RegistryVersion.V2, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .hasValue(1);
        assertThat(lost(RegistryVersion.V2, GarbageCollectionMode.GC)).hasValue(0);
        assertThat(lost(RegistryVersion.V3, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .hasValue(0);
    }

    @Test
    void an_index_whose_images_are_tagged_is_not_broken() {
        TestStorage.Repository app = storage.repository("app");
        String image = app.push(Manifests.image(10));
        app.tagDigest("amd64", image);
        app.tag("multi", Manifests.index(image));

        assertThat(lost(RegistryVersion.V2, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .hasValue(0);
    }

    @Test
    void a_tag_that_is_broken_already_does_not_count() {
        TestStorage.Repository app = storage.repository("app");
        String image = app.push(Manifests.image(10));
        app.tag("multi", Manifests.index(image, "sha256:" + "e".repeat(64)));

        assertThat(lost(RegistryVersion.V2, GarbageCollectionMode.GC_DELETE_UNTAGGED))
                .hasValue(0);
    }

    private OptionalLong lost(RegistryVersion version, GarbageCollectionMode mode) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan().lostTags(mode);
        }
    }
}
