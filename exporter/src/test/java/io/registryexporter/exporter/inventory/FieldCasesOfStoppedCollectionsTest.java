package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Stopped garbage collections that people asked about in public. */
class FieldCasesOfStoppedCollectionsTest extends FieldCasesFixture {
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

    private static void assertStopsAt(String path, Inventory inventory) {
        assertThat(inventory.brokenTags()).isEmpty();
        assertThat(inventory.blockers(GC)).hasValue(1);
        assertThat(inventory.blockers(UNTAGGED)).hasValue(1);
        assertThat(inventory.damages().filter(damage -> damage.blocks().equals(GarbageCollectionMode.ALL)))
                .extracting(Damage::path)
                .containsExactly(path);
    }
}
