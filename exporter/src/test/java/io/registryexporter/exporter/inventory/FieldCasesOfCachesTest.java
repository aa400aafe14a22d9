package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pull-through caches that people asked about in public. */
class FieldCasesOfCachesTest extends FieldCasesFixture {
    /** distribution/distribution#4191, distribution/distribution#1356. */
    @ParameterizedTest
    @CsvSource({"V2, 4108, 7178", "V3, 4108, 4108"})
    void a_cache_whose_entries_have_expired_is_sound(RegistryVersion version, long freed, long freedUntagged) {
        writeExpiredCache();
        try (Scanning scanning = Scanning.of(storage, version).ofCache()) {
            Inventory inventory = scanning.scan();

            assertThat(inventory.damages()).isEmpty();
            assertThat(inventory.brokenTags()).isEmpty();
            assertFrees(inventory, GC, freed);
            assertFrees(inventory, UNTAGGED, freedUntagged);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker/registry/v2"})
    void a_cache_is_known_by_the_state_of_its_scheduler(String path) throws IOException {
        writeExpiredCache();
        String named = directory.resolve(path).toString();
        assertThat(run("check", named)).contains("library/alpine", "library/nginx");
        assertThat(surroundings(path)).isEqualTo(Surroundings.plain());

        Files.writeString(directory.resolve("scheduler-state.json"), "{}");

        assertThat(surroundings(path)).isEqualTo(new Surroundings(true, false));
        assertThat(run("check", named)).contains("No damage found");
        assertThat(run("check", named, "--registry.proxy=false")).contains("library/alpine", "library/nginx");
    }

    @Test
    void a_cache_that_has_no_state_yet_may_be_called_one() {
        writeExpiredCache();

        assertThat(run("check", directory.toString(), "--registry.proxy=true")).contains("No damage found");
    }

    private void writeExpiredCache() {
        pull("library/alpine", "3.20", layer("library/alpine", "alp320", 3000));
        TestStorage.Repository alpine = storage.repository("library/alpine");
        for (String manifest : pull("library/alpine", "3.19", layer("library/alpine", "alp319", 3000))) {
            storage.delete(alpine.revisionLink(manifest));
        }
        pull("library/nginx", "1.27", layer("library/nginx", "ngx", 4000), layer("library/nginx", "ngx2", 500));
        TestStorage.Repository nginx = storage.repository("library/nginx");
        for (String blob :
                List.of(nginx.layer("ngx", 4000), nginx.layer("ngx2", 500), nginx.config("library/nginx1.27"))) {
            storage.delete(TestStorage.blobPath(blob));
            storage.delete(nginx.layerLink(blob));
        }
    }

    /** What a cache has of an index when one platform was pulled; gives the digests of the two manifests. */
    private List<String> pull(String repository, String tag, String... layers) {
        TestStorage.Repository cached = storage.repository(repository);
        String config = cached.config(repository + tag);
        String image = cached.push(
                Manifests.described(Manifests.descriptor(CONFIG, config, storage.size(config)), List.of(layers)));
        String never = storage.blob("arm" + repository + tag, 1);
        storage.deleteTree(blobDirectory(never));
        String index = cached.push(Manifests.describedIndex(
                Manifests.descriptor(MANIFEST, image, storage.size(image), platform("amd64")),
                Manifests.descriptor(MANIFEST, never, 500, platform("arm64"))));
        cached.tagDigest(tag, index);
        return List.of(image, index);
    }
}
