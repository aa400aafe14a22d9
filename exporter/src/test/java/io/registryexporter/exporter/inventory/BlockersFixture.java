package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sound storage, and which collections of which version its damage ends. */
abstract class BlockersFixture {
    static final RegistryVersion V2 = RegistryVersion.V2;
    static final RegistryVersion V3 = RegistryVersion.V3;
    static final String ABSENT = "sha256:" + "f".repeat(64);
    static final Set<GarbageCollectionMode> ALL = GarbageCollectionMode.ALL;
    static final Set<GarbageCollectionMode> NONE = Set.of();

    @TempDir
    Path directory;

    TestStorage storage;
    TestStorage.Repository app;
    String layer;
    String image;

    @BeforeEach
    void a_sound_storage() {
        storage = new TestStorage(directory.resolve("storage"));
        app = storage.repository("app");
        layer = app.layer("layer", 1000);
        image = app.push(image());
        app.tagDigest("v1", image);
    }

    String image() {
        String config = described(app.config("app"));
        return Manifests.described(
                config, List.of(Manifests.descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer, 1000)));
    }

    String described(String config) {
        return Manifests.descriptor("application/vnd.oci.image.config.v1+json", config, storage.size(config));
    }

    static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    void assertBlocked(Set<GarbageCollectionMode> of2, Set<GarbageCollectionMode> of3) {
        assertThat(blocked(V2)).as("2.x").isEqualTo(of2);
        assertThat(blocked(V3)).as("3.x").isEqualTo(of3);
    }

    void assertBlockedBy(DamageReason reason, String path) {
        for (RegistryVersion version : RegistryVersion.values()) {
            assertThat(blockers(version))
                    .extracting(Damage::reason, Damage::path)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(reason, path));
        }
    }

    Set<GarbageCollectionMode> blocked(RegistryVersion version) {
        Inventory inventory = scan(version);
        return Arrays.stream(GarbageCollectionMode.values())
                .filter(mode -> inventory.blockers(mode).getAsLong() > 0)
                .collect(Collectors.toSet());
    }

    List<Damage> blockers(RegistryVersion version) {
        return scan(version)
                .damages()
                .filter(damage -> !damage.blocks().isEmpty())
                .toList();
    }

    long freed(RegistryVersion version) {
        return scan(version).reclaimable(GarbageCollectionMode.GC).orElseThrow().bytes();
    }

    long storedBytes() {
        return scan(V3).storage().bytes();
    }

    Inventory scan(RegistryVersion version) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan();
        }
    }
}
