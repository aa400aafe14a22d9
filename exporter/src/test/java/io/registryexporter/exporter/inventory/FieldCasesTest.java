package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.cli.CommandRunner;
import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import io.registryexporter.exporter.storage.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Storages that people asked about in public, and the right answers. */
class FieldCasesTest {
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** What the config of an image without a tag says in place of its tag; its length counts. */
    private static final String NO_TAG = "none";

    private static final GarbageCollectionMode GC = GarbageCollectionMode.GC;
    private static final GarbageCollectionMode UNTAGGED = GarbageCollectionMode.GC_DELETE_UNTAGGED;

    @TempDir
    private Path directory;

    private TestStorage storage;

    @BeforeEach
    void a_storage() {
        storage = new TestStorage(directory);
    }

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

    /** goharbor/harbor#7945. */
    @ParameterizedTest
    @EnumSource
    void a_manifest_that_was_not_written_whole_stops_every_collection(RegistryVersion version) {
        tag("p/ok", "v1", layer("p/ok", "k1", 3000));
        storage.blob("orphan", 7000);
        List<String> damaged = new ArrayList<>();
        for (String name : List.of("cut", "half", "zeros")) {
            TestStorage.Repository repository = storage.repository("p/" + name);
            String digest = push("p/" + name, "v1", layer("p/" + name, name, 2000));
            repository.tagDigest("v1", digest);
            Path data = storage.v2().resolve(TestStorage.blobPath(digest));
            overwrite(data, left(name, read(data)));
            damaged.add(parent(repository.revisionLink(digest)));
        }

        Inventory inventory = scan(version);

        assertThat(inventory.damages())
                .allMatch(damage -> damage.reason() == DamageReason.MANIFEST_INVALID)
                .extracting(Damage::path)
                .containsExactlyInAnyOrderElementsOf(damaged);
        assertThat(inventory.brokenTags())
                .extracting(BrokenTag::repository)
                .containsExactlyInAnyOrder("p/cut", "p/half", "p/zeros");
        assertThat(inventory.blockers(GC)).hasValue(3);
        assertThat(inventory.blockers(UNTAGGED)).hasValue(3);
    }

    /** distribution/distribution#3178, distribution/distribution#3899, estesp/manifest-tool#85. */
    @ParameterizedTest
    @CsvSource({"V2, 900, 9665", "V3, 900, 900"})
    void an_index_whose_platform_was_collected_breaks_its_tags(
            RegistryVersion version, long freed, long freedUntagged) {
        TestStorage.Repository app = storage.repository("arch/app");
        String sound = pushIndex("1.1", platform("1.1", "amd64"), platform("1.1", "arm64"));
        String arm64 = platform("1.0", "arm64");
        String broken = pushIndex("1.0", platform("1.0", "amd64"), arm64);
        app.tagDigest("stable", sound).tagDigest("lts", broken);
        String lost = pushPlatform("1.0", "arm64");
        storage.deleteTree(parent(app.revisionLink(lost)));
        storage.deleteTree(blobDirectory(lost));

        Inventory inventory = scan(version);

        assertThat(inventory.brokenTags())
                .containsExactly(
                        new BrokenTag("arch/app", "1.0", List.of(DamageReason.INDEX_CHILD_MISSING)),
                        new BrokenTag("arch/app", "lts", List.of(DamageReason.INDEX_CHILD_MISSING)));
        assertThat(inventory.damages())
                .containsExactly(new Damage(
                        DamageReason.INDEX_CHILD_MISSING,
                        java.util.Optional.of("arch/app"),
                        parent(app.revisionLink(broken)),
                        lost,
                        List.of("arch/app:1.0", "arch/app:lts"),
                        java.util.Set.of()));
        assertFrees(inventory, GC, freed);
        assertFrees(inventory, UNTAGGED, freedUntagged);
    }

    /** distribution/distribution-library-image#173. */
    @ParameterizedTest
    @EnumSource
    void a_copy_of_the_blobs_beside_them_stops_every_collection(RegistryVersion version) {
        writeUsersAndOrphan();
        storage.copyTree("blobs/sha256", "blobs/sha256.bak");

        assertStopsAt("blobs/sha256.bak", scan(version));
    }

    @ParameterizedTest
    @EnumSource
    void a_copy_of_a_blob_beside_it_stops_every_collection(RegistryVersion version) {
        String orphan = writeUsersAndOrphan();
        storage.copyTree(blobDirectory(orphan), blobDirectory(orphan) + ".old");

        assertStopsAt(blobDirectory(orphan) + ".old", scan(version));
    }

    @ParameterizedTest
    @EnumSource
    void a_snapshot_of_the_blobs_stops_no_collection(RegistryVersion version) {
        writeUsersAndOrphan();
        storage.copyTree("blobs/sha256", "blobs/.snapshot/hourly.0/sha256");

        Inventory inventory = scan(version);

        assertThat(inventory.brokenTags()).isEmpty();
        assertFrees(inventory, GC, 7000);
        assertFrees(inventory, UNTAGGED, 7000);
    }

    /** distribution/distribution#4477, crocodilestick/Calibre-Web-Automated#431. */
    @ParameterizedTest
    @EnumSource
    void what_a_synology_puts_everywhere_stops_a_collection_that_looks_at_tags(RegistryVersion version) {
        tag("home/app", "v1", layer("home/app", "y1", 3000));
        tag("home/app", "v2", layer("home/app", "y1", 3000), layer("home/app", "y2", 500));
        tag("home/web", "v1", layer("home/web", "y3", 700));
        storage.blob("orphan", 7000);
        addEaDirs();

        Inventory inventory = scan(version);

        assertFrees(inventory, GC, 7000);
        assertThat(inventory.blockers(UNTAGGED)).hasValue(2);
        assertThat(inventory.damages().filter(damage -> damage.blocks().contains(UNTAGGED)))
                .extracting(Damage::path)
                .containsExactlyInAnyOrder(
                        storage.repository("home/app").tagPath("@eaDir"),
                        storage.repository("home/web").tagPath("@eaDir"));
        assertThat(inventory.repositories())
                .flatExtracting(Repository::tags)
                .extracting(Tag::name)
                .containsExactly("v1", "v2", "v1");
        assertThat(inventory.brokenTags()).extracting(BrokenTag::tag).containsOnly("@eaDir");
    }

    /** moby/moby#50194. */
    @Test
    void a_repository_that_was_pushed_to_by_digest_only_stops_a_collection_of_2_that_looks_at_tags() {
        push("tools/busybox", NO_TAG, layer("tools/busybox", "bb", 2200));
        tag("tools/other", "v1", layer("tools/other", "oo", 1000));
        push("tools/other", NO_TAG, layer("tools/other", "oo", 1000), layer("tools/other", "old", 800));

        Inventory version3 = scan(RegistryVersion.V3);
        assertThat(version3.brokenTags()).isEmpty();
        assertFrees(version3, GC, 0);
        assertFrees(version3, UNTAGGED, 4215);

        Inventory version2 = scan(RegistryVersion.V2);
        assertThat(version2.brokenTags()).isEmpty();
        assertFrees(version2, GC, 0);
        assertThat(version2.blockers(UNTAGGED)).hasValue(1);
        assertThat(version2.damages())
                .extracting(Damage::reason, Damage::path)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        DamageReason.TAGS_MISSING, "repositories/tools/busybox/_manifests"));
    }

    /** gitlab-org/container-registry#1523, gitlab-org/container-registry#1776. */
    @ParameterizedTest
    @ValueSource(strings = {"", "docker/registry/v2"})
    void what_a_database_of_gitlab_knows_is_not_for_distribution_to_collect(String path) {
        storage.blob("l1", 30_000);
        storage.blob("l2", 20_000);
        storage.blob("l3", 1000);
        storage.write("../lockfiles/database-in-use", "");
        String upload = "repositories/group/project/_uploads/0b0c0d0e-1111-4222-8333-444455556666/";
        storage.write(upload + "startedat", "2023-11-14T00:00:00Z");
        storage.write(upload + "data", "x".repeat(500));

        assertThat(surroundings(path)).isEqualTo(new Surroundings(false, true));
        for (String version : List.of("2", "3")) {
            String[] arguments = {"report", directory.resolve(path).toString(), "--registry.version=" + version};
            assertThat(run(arguments)).contains("a database of GitLab's registry knows the images");
            assertThat(run(Stream.concat(Arrays.stream(arguments), Stream.of("--format=json"))
                            .toArray(String[]::new)))
                    .containsIgnoringWhitespaces(
                            "\"garbageCollection\" : {"
                                    + "\"gc\" : {\"blockers\" : null, \"blobs\" : null, \"bytes\" : null},"
                                    + "\"gc_delete_untagged\" : {\"blockers\" : null, \"blobs\" : null, \"bytes\" : null}}",
                            "\"bytes\" : 51000")
                    .doesNotContain("\"reclaimable\"");
        }
    }

    /**
     * distribution/distribution#2190, distribution/distribution#2741, moby/moby#29884, ehazlett/shipyard#531,
     * andrey-pohilko/registry-cli#36, andrey-pohilko/registry-cli#97.
     */
    @ParameterizedTest
    @EnumSource
    void what_goes_with_one_tag_is_what_only_it_names(RegistryVersion version) {
        writeQuestions();
        Inventory before = scan(version);
        assertThat(before.damages()).isEmpty();
        assertFrees(before, GC, 0);
        assertFrees(before, UNTAGGED, 123_364);

        TestStorage.Repository api = storage.repository("svc/api");
        storage.deleteTree(api.tagPath("0.6"));

        long manifest = storage.size(push("svc/api", "0.6", apiLayers("jar6", 60_000)));
        long config = storage.size(api.config("svc/api:0.6"));
        assertFrees(scan(version), UNTAGGED, 123_364 + 60_000 + manifest + config);
    }

    private void writeQuestions() {
        TestStorage.Repository api = storage.repository("svc/api");
        for (int i = 1; i <= 6; i++) {
            tag("svc/api", "0." + i, apiLayers("jar" + i, 10_000 * i));
        }
        for (int i = 1; i <= 5; i++) {
            String nightly = image(
                    "svc/api",
                    NO_TAG,
                    List.of(apiLayers("nightly" + i, 30_000)),
                    "\"annotations\": {\n  \"n\": \"" + i + "\"\n }");
            api.tag("latest", nightly);
        }
        tag(
                "svc/web",
                "1.0",
                layer("svc/web", "os", 200_000),
                layer("svc/web", "java", 150_000),
                layer("svc/web", "web", 5000));
        tag("svc/old", "1.0", layer("svc/old", "alpine", 20_000), layer("svc/old", "oldapp", 60_000));
    }

    private String[] apiLayers(String seed, int bytes) {
        return new String[] {
            layer("svc/api", "os", 200_000), layer("svc/api", "java", 150_000), layer("svc/api", seed, bytes)
        };
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

    private String writeUsersAndOrphan() {
        tag("csso/users", "v1", layer("csso/users", "z1", 3000));
        return storage.blob("orphan", 7000);
    }

    /** Into every directory, with a file for each file in it. */
    private void addEaDirs() {
        try (Stream<Path> walk = Files.walk(storage.v2())) {
            for (Path path : walk.toList()) {
                if (Files.isDirectory(path)) {
                    storage.write(path.resolve("@eaDir/SYNO@.fileindexdb").toString(), "x");
                } else {
                    storage.write(
                            path.resolveSibling("@eaDir/" + path.getFileName() + "@SynoEAStream")
                                    .toString(),
                            "x");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String pushIndex(String tag, String... descriptors) {
        TestStorage.Repository app = storage.repository("arch/app");
        String index = app.push(Manifests.describedIndex(descriptors));
        app.tagDigest(tag, index);
        return index;
    }

    private String platform(String tag, String architecture) {
        String digest = pushPlatform(tag, architecture);
        return Manifests.descriptor(MANIFEST, digest, storage.size(digest), platform(architecture));
    }

    private String pushPlatform(String tag, String architecture) {
        List<String> layers =
                List.of(layer("arch/app", "base" + architecture, 3000), layer("arch/app", tag + architecture, 900));
        String more = "\"annotations\": {\n  \"x\": \"" + tag + architecture + "\"\n }";
        return storage.repository("arch/app").push(image("arch/app", NO_TAG, layers, more));
    }

    private static String platform(String architecture) {
        return "\"platform\": {\n  \"architecture\": \"" + architecture + "\",\n  \"os\": \"linux\"\n }";
    }

    private String layer(String repository, String seed, int bytes) {
        return Manifests.descriptor(LAYER, storage.repository(repository).layer(seed, bytes), bytes);
    }

    private String image(String repository, String tag, List<String> layers, String... more) {
        String config = storage.repository(repository).config(repository + ":" + tag);
        return Manifests.described(Manifests.descriptor(CONFIG, config, storage.size(config)), layers, more);
    }

    /** Pushes by digest, and gives that. */
    private String push(String repository, String tag, String... layers) {
        return storage.repository(repository).push(image(repository, tag, List.of(layers)));
    }

    private void tag(String repository, String tag, String... layers) {
        storage.repository(repository).tag(tag, image(repository, tag, List.of(layers)));
    }

    private static String blobDirectory(String digest) {
        return parent(TestStorage.blobPath(digest));
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static byte[] left(String what, byte[] whole) {
        return switch (what) {
            case "cut" -> new byte[0];
            case "half" -> Arrays.copyOf(whole, 200);
            default -> new byte[whole.length];
        };
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void overwrite(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Surroundings surroundings(String path) {
        StorageLocation location = new StorageLocator().locate(directory.resolve(path));
        return ((StorageLocation.Storage) location).surroundings();
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, new Terminal(false, false), Map.of());
        new CommandRunner(console, Clock.offset(Clock.systemUTC(), Duration.ofHours(1))).run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void assertStopsAt(String path, Inventory inventory) {
        assertThat(inventory.brokenTags()).isEmpty();
        assertThat(inventory.blockers(GC)).hasValue(1);
        assertThat(inventory.blockers(UNTAGGED)).hasValue(1);
        assertThat(inventory.damages().filter(damage -> damage.blocks().equals(GarbageCollectionMode.ALL)))
                .extracting(Damage::path)
                .containsExactly(path);
    }

    /** A collection that nothing ends frees so much. */
    private static void assertFrees(Inventory inventory, GarbageCollectionMode mode, long bytes) {
        assertThat(inventory.blockers(mode)).isEqualTo(OptionalLong.of(0));
        assertThat(inventory.reclaimable(mode)).map(Reclaimable::bytes).hasValue(bytes);
    }

    private Inventory scan(RegistryVersion version) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan();
        }
    }
}
