package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.cli.CommandRunner;
import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import io.registryexporter.exporter.storage.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Storages that people asked about in public, and the right answers. */
abstract class FieldCasesFixture {
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    /** What the config of an image without a tag says in place of its tag; its length counts. */
    static final String NO_TAG = "none";

    static final GarbageCollectionMode GC = GarbageCollectionMode.GC;
    static final GarbageCollectionMode UNTAGGED = GarbageCollectionMode.GC_DELETE_UNTAGGED;

    @TempDir
    Path directory;

    TestStorage storage;

    @BeforeEach
    void a_storage() {
        storage = new TestStorage(directory);
    }

    String platform(String tag, String architecture) {
        String digest = pushPlatform(tag, architecture);
        return Manifests.descriptor(MANIFEST, digest, storage.size(digest), platform(architecture));
    }

    String pushPlatform(String tag, String architecture) {
        List<String> layers =
                List.of(layer("arch/app", "base" + architecture, 3000), layer("arch/app", tag + architecture, 900));
        String more = "\"annotations\": {\n  \"x\": \"" + tag + architecture + "\"\n }";
        return storage.repository("arch/app").push(image("arch/app", NO_TAG, layers, more));
    }

    static String platform(String architecture) {
        return "\"platform\": {\n  \"architecture\": \"" + architecture + "\",\n  \"os\": \"linux\"\n }";
    }

    String layer(String repository, String seed, int bytes) {
        return Manifests.descriptor(LAYER, storage.repository(repository).layer(seed, bytes), bytes);
    }

    String image(String repository, String tag, List<String> layers, String... more) {
        String config = storage.repository(repository).config(repository + ":" + tag);
        return Manifests.described(Manifests.descriptor(CONFIG, config, storage.size(config)), layers, more);
    }

    /** Pushes by digest, and gives that. */
    String push(String repository, String tag, String... layers) {
        return storage.repository(repository).push(image(repository, tag, List.of(layers)));
    }

    void tag(String repository, String tag, String... layers) {
        storage.repository(repository).tag(tag, image(repository, tag, List.of(layers)));
    }

    static String blobDirectory(String digest) {
        return parent(TestStorage.blobPath(digest));
    }

    static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    Surroundings surroundings(String path) {
        StorageLocation location = new StorageLocator().locate(directory.resolve(path));
        return ((StorageLocation.Storage) location).surroundings();
    }

    static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, new Terminal(false, false), Map.of());
        new CommandRunner(console, Clock.offset(Clock.systemUTC(), Duration.ofHours(1))).run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A collection that nothing ends frees so much. */
    static void assertFrees(Inventory inventory, GarbageCollectionMode mode, long bytes) {
        assertThat(inventory.blockers(mode)).isEqualTo(OptionalLong.of(0));
        assertThat(inventory.reclaimable(mode)).map(Reclaimable::bytes).hasValue(bytes);
    }

    Inventory scan(RegistryVersion version) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan();
        }
    }
}
