package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a garbage collection with an error (R28), and what does not (R29), for each version and mode. */
class BlockersTest {
    private static final RegistryVersion V2 = RegistryVersion.V2;
    private static final RegistryVersion V3 = RegistryVersion.V3;
    private static final String ABSENT = "sha256:" + "f".repeat(64);
    private static final Set<GarbageCollectionMode> ALL = GarbageCollectionMode.ALL;
    private static final Set<GarbageCollectionMode> NONE = Set.of();
    private static final Set<GarbageCollectionMode> GC_ONLY = Set.of(GarbageCollectionMode.GC);
    private static final Set<GarbageCollectionMode> UNTAGGED_ONLY = Set.of(GarbageCollectionMode.GC_DELETE_UNTAGGED);

    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;
    private String layer;
    private String image;

    @BeforeEach
    void a_sound_storage() {
        storage = new TestStorage(directory.resolve("storage"));
        app = storage.repository("app");
        layer = app.layer("layer", 1000);
        image = app.push(image());
        app.tagDigest("v1", image);
    }

    @Test
    void nothing_ends_a_collection_of_a_sound_storage() {
        assertBlocked(NONE, NONE);
    }

    // Revisions

    @Test
    void an_empty_link_of_a_revision_ends_all() {
        storage.write(app.revisionLink(ABSENT), "");

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.LINK_EMPTY, parent(app.revisionLink(ABSENT)));
    }

    @Test
    void an_empty_link_of_a_revision_that_is_being_written_ends_nothing() {
        storage.write(app.revisionLink(ABSENT), "");

        try (Scanning scanning = Scanning.atOnce(storage, () -> {})) {
            assertThat(scanning.scan().blockers(GarbageCollectionMode.GC)).hasValue(0);
        }
    }

    @Test
    void a_link_of_a_revision_that_is_no_digest_ends_all() {
        storage.write(app.revisionLink(ABSENT), "garbage");

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.LINK_INVALID, parent(app.revisionLink(ABSENT)));
    }

    @Test
    void a_line_end_in_the_link_of_a_revision_ends_all() {
        storage.write(app.revisionLink(image), image + "\n");

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.LINK_INVALID, parent(app.revisionLink(image)));
    }

    @Test
    void a_link_among_the_revisions_in_a_directory_that_the_registry_reads_nothing_in_ends_all() {
        String link = app.path() + "/_manifests/revisions/sha256/@eaDir/link";
        storage.write(link, image);

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.STRAY, link);
    }

    @Test
    void an_empty_link_beside_the_revisions_ends_all() {
        String link = app.path() + "/_manifests/revisions/sha256/.trash/link";
        storage.write(link, "");

        assertBlocked(ALL, ALL);
    }

    @Test
    void other_files_in_a_directory_that_the_registry_reads_nothing_in_end_nothing() {
        storage.write(app.path() + "/_manifests/revisions/sha256/@eaDir/SYNO@.fileindexdb", "x");
        storage.write(parent(app.revisionLink(image)) + "/@eaDir/link@SynoEAStream", "x");

        assertBlocked(NONE, NONE);
    }

    @Test
    void copies_of_a_link_and_left_overs_of_a_crash_end_nothing() {
        String revision = parent(app.revisionLink(image));
        storage.write(revision + "/link.bak", "garbage");
        storage.write(revision + "/link.0b0c0d0e.tmp", "");
        storage.write(parent(TestStorage.blobPath(layer)) + "/data.0b0c0d0e.tmp", "");
        storage.write(parent(app.layerLink(layer)) + "/link.0b0c0d0e.tmp", "");

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_copy_of_a_revision_beside_it_ends_nothing() {
        String revision = parent(app.revisionLink(image));
        storage.copyTree(revision, revision + ".bak");

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_revision_whose_link_is_gone_ends_nothing() {
        storage.delete(app.revisionLink(image));

        assertBlocked(NONE, NONE);
    }

    @Test
    void revisions_that_are_gone_end_nothing() {
        storage.deleteTree(app.path() + "/_manifests/revisions");

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_file_in_the_place_of_the_revisions_ends_all() {
        storage.deleteTree(app.path() + "/_manifests/revisions");
        storage.write(app.path() + "/_manifests/revisions", "");

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.NOT_A_DIRECTORY, app.path() + "/_manifests/revisions");
    }

    // Manifests

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no JSON", "[]", "{\"schemaVersion\": 2} {}"})
    void a_tagged_manifest_that_is_cut_or_no_json_ends_all(String content) {
        storage.write(TestStorage.blobPath(image), content);

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.MANIFEST_INVALID, parent(app.revisionLink(image)));
    }

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

    // Tags

    @Test
    void an_empty_link_of_a_tag_ends_what_looks_at_tags() {
        storage.write(app.currentLink("v2"), "");

        assertBlocked(UNTAGGED_ONLY, UNTAGGED_ONLY);
        assertBlockedBy(DamageReason.LINK_EMPTY, app.tagPath("v2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "sha256:abcdef1", "line end"})
    void a_link_of_a_tag_that_is_no_digest_ends_what_looks_at_tags(String text) {
        storage.write(app.currentLink("v2"), text.equals("line end") ? image + "\n" : text);

        assertBlocked(UNTAGGED_ONLY, UNTAGGED_ONLY);
        assertBlockedBy(DamageReason.LINK_INVALID, app.tagPath("v2"));
    }

    @Test
    void a_directory_in_the_place_of_a_tags_link_ends_what_looks_at_tags() {
        storage.directory(app.currentLink("v2"));

        assertBlocked(UNTAGGED_ONLY, UNTAGGED_ONLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {".DS_Store", ".nfs0001", "@eaDir", "lost+found", "v1 (copy)", "v2"})
    void a_file_among_the_tags_ends_what_looks_at_tags(String name) {
        storage.write(app.tagPath(name), "");

        assertBlocked(UNTAGGED_ONLY, UNTAGGED_ONLY);
        assertThat(blockers(V3)).extracting(Damage::path).containsExactly(app.tagPath(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@eaDir", "lost+found", "v1 (copy)"})
    void a_directory_among_the_tags_that_the_registry_reads_nothing_in_ends_what_looks_at_tags(String name) {
        storage.copyTree(app.tagPath("v1"), app.tagPath(name));
        assertBlocked(UNTAGGED_ONLY, UNTAGGED_ONLY);

        storage.deleteTree(app.tagPath(name) + "/current");
        assertBlocked(UNTAGGED_ONLY, UNTAGGED_ONLY);
        assertBlockedBy(DamageReason.TAG_NAME_INVALID, app.tagPath(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {".DS_Store", ".snapshot", "-v1"})
    void a_directory_among_the_tags_that_the_registry_reads_ends_nothing(String name) {
        storage.directory(app.tagPath(name));
        assertBlocked(NONE, NONE);

        storage.copyTree(app.tagPath("v1") + "/current", app.tagPath(name) + "/current");
        assertBlocked(NONE, NONE);
    }

    @Test
    void an_empty_link_in_a_directory_among_the_tags_ends_what_looks_at_tags_whatever_it_is_called() {
        storage.write(app.currentLink(".v1.bak"), "");

        assertBlocked(UNTAGGED_ONLY, UNTAGGED_ONLY);
    }

    @Test
    void a_tag_without_current_ends_nothing() {
        storage.write(app.tagPath("v2") + "/index/" + image.replace(':', '/') + "/link", image);

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_tag_whose_revision_is_missing_ends_nothing() {
        app.tagDigest("v2", ABSENT);

        assertBlocked(NONE, NONE);
    }

    @Test
    void nothing_looks_at_the_tags_of_a_repository_without_manifests() {
        TestStorage.Repository empty = storage.repository("empty");
        empty.layer("other", 10);
        storage.write(empty.tagPath("@eaDir"), "");
        storage.write(empty.currentLink("v1"), "");

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_repository_that_was_never_tagged_ends_what_looks_at_tags_of_2() {
        storage.deleteTree(app.path() + "/_manifests/tags");

        assertBlocked(UNTAGGED_ONLY, NONE);
        assertThat(blockers(V2))
                .extracting(Damage::reason, Damage::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(DamageReason.TAGS_MISSING, app.path() + "/_manifests"));
    }

    @Test
    void an_empty_directory_of_tags_ends_nothing() {
        storage.deleteTree(app.tagPath("v1"));

        assertBlocked(NONE, NONE);
    }

    // Layers

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

    // BlobLookup

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blobs/sha256.bak/ab/x/data",
                "blobs/sha256/ab/x/data",
                "blobs/data",
                "blobs/sha256/data",
                "blobs/md5/d4/d41d8cd98f00b204e9800998ecf8427e/data",
                "blobs/.Trash-0/files/data"
            })
    void data_in_a_directory_that_is_no_digest_ends_all(String path) {
        storage.write(path, "x");

        assertBlocked(ALL, ALL);
        assertThat(blockers(V3)).extracting(Damage::reason).containsExactly(DamageReason.BLOB_PATH_INVALID);
    }

    @Test
    void a_copy_of_a_blob_beside_it_ends_all() {
        String blob = parent(TestStorage.blobPath(layer));
        storage.copyTree(blob, blob + ".old");

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.BLOB_PATH_INVALID, blob + ".old");
    }

    @Test
    void data_inside_of_the_directory_of_a_blob_ends_all() {
        storage.write(parent(TestStorage.blobPath(layer)) + "/@eaDir/data", "x");

        assertBlocked(ALL, ALL);
    }

    @Test
    void other_files_among_the_blobs_end_nothing() {
        storage.write("blobs/.DS_Store", "x");
        storage.write("blobs/sha256/.DS_Store", "x");
        storage.write("blobs/sha256/ab/x/data.bak", "x");
        storage.write(parent(TestStorage.blobPath(layer)) + "/.nfs0001", "x");
        storage.directory(parent(TestStorage.blobPath(ABSENT)));

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_snapshot_of_the_blobs_ends_nothing_and_frees_nothing_more() {
        storage.blob("orphan", 7000);
        storage.copyTree("blobs/sha256", "blobs/.snapshot/hourly.0/sha256");

        assertBlocked(NONE, NONE);
        assertThat(freed(V3)).isEqualTo(7000);
    }

    /** The collection deletes it where it belongs, and finds nothing: where a snapshot stays, that ends the next one. */
    @Test
    void a_blob_to_be_freed_that_only_a_snapshot_has_ends_no_dry_run() {
        String orphan = storage.blob("orphan", 7000);
        storage.copyTree("blobs/sha256", "blobs/.snapshot/hourly.0/sha256");
        storage.deleteTree(parent(TestStorage.blobPath(orphan)));

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_blob_to_be_kept_that_only_a_snapshot_has_ends_nothing() {
        storage.copyTree("blobs/sha256", "blobs/.snapshot/hourly.0/sha256");
        storage.deleteTree(parent(TestStorage.blobPath(layer)));

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_loop_among_the_blobs_ends_all() {
        storage.symlink("blobs/loop", storage.v2().resolve("blobs"));

        assertBlocked(ALL, ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs", "repositories"})
    void a_storage_without_one_of_its_directories_ends_all(String name) {
        storage.deleteTree(name);

        assertBlocked(ALL, ALL);
        assertThat(blockers(V3))
                .extracting(Damage::reason, Damage::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(DamageReason.DIRECTORY_MISSING, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs", "repositories"})
    void a_file_in_the_place_of_one_of_the_directories_ends_all(String name) {
        storage.deleteTree(name);
        storage.write(name, "");

        assertBlocked(ALL, ALL);
    }

    // Repositories

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "team/Upper", "@eaDir", "team/a b", "team/-x"})
    void a_repository_whose_name_the_registry_refuses_ends_all(String name) {
        TestStorage.Repository refused = storage.repository(name);
        refused.tag("v1", Manifests.schema1(refused.layer("refused", 10)));

        assertBlocked(ALL, ALL);
        assertThat(blockers(V3)).extracting(Damage::reason).containsExactly(DamageReason.REPOSITORY_NAME_INVALID);
    }

    @Test
    void a_name_that_the_registry_refuses_matters_where_a_version_finds_a_repository() {
        storage.directory("repositories/@eaDir/_manifests");
        assertBlocked(NONE, ALL);

        storage.deleteTree("repositories/@eaDir");
        storage.directory("repositories/@eaDir/_layers");
        assertBlocked(ALL, NONE);
    }

    @Test
    void directories_that_are_no_repositories_end_nothing() {
        storage.write("repositories/@eaDir/SYNO@.fileindexdb", "x");
        storage.write(app.path() + "/@eaDir/SYNO@.fileindexdb", "x");
        storage.directory("repositories/lost+found");
        storage.directory("repositories/.snapshot");
        storage.write("repositories/.DS_Store", "x");

        assertBlocked(NONE, NONE);
    }

    @Test
    void a_repository_without_a_name_ends_all_where_a_version_finds_it() {
        storage.directory("repositories/_manifests");
        assertBlocked(NONE, ALL);

        storage.directory("repositories/_layers");
        assertBlocked(ALL, ALL);
    }

    @Test
    void a_loop_among_the_repositories_ends_all() {
        storage.symlink("repositories/team/loop", storage.v2().resolve("repositories"));

        assertBlocked(ALL, ALL);
        assertBlockedBy(DamageReason.SYMLINK_LOOP, "repositories/team/loop");
    }

    @Test
    void a_link_to_nothing_among_the_repositories_ends_nothing() {
        storage.symlink("repositories/team", Path.of("nowhere"));

        assertBlocked(NONE, NONE);
    }

    @Test
    void an_upload_ends_nothing() {
        storage.write(app.path() + "/_uploads/1/data", "x");
        storage.write("repositories/new/_uploads/2/startedat", "2023-11-14T00:00:00Z");

        assertBlocked(NONE, NONE);
    }

    @Test
    void for_2_a_file_whose_name_begins_with_an_underscore_hides_the_repositories_after_it() {
        storage.write(app.revisionLink(ABSENT), "");
        assertBlocked(ALL, ALL);

        storage.write("repositories/_backup.tar", "x");

        assertBlocked(NONE, ALL);
        assertThat(freed(V2)).isEqualTo(storedBytes());
        assertThat(freed(V3)).isZero();
    }

    @Test
    void for_2_such_a_file_hides_nothing_before_it() {
        TestStorage.Repository first = storage.repository("0-first");
        first.tag("v1", Manifests.schema1(first.layer("first", 500)));
        storage.write(first.revisionLink(ABSENT), "");
        storage.write("repositories/_backup.tar", "x");

        assertThat(blocked(V2)).isEqualTo(ALL);
    }

    @Test
    void for_2_such_a_file_in_a_repository_hides_those_inside_of_it_only() {
        TestStorage.Repository inner = storage.repository("app/inner");
        inner.tag("v1", Manifests.described(described(inner.config("inner")), List.of()));
        storage.write(inner.revisionLink(ABSENT), "");
        storage.write(app.path() + "/_z", "x");

        assertThat(blocked(V2)).isEqualTo(NONE);
        assertThat(blocked(V3)).isEqualTo(ALL);
        assertThat(scan(V2).repositories()).extracting(Repository::name).containsExactly("app", "app/inner");
    }

    @Test
    void a_directory_whose_name_begins_with_an_underscore_hides_nothing() {
        storage.directory("repositories/_backup");
        storage.write(app.revisionLink(ABSENT), "");

        assertBlocked(ALL, ALL);
    }

    // What cannot be known

    @Test
    void what_the_exporter_cannot_see_leaves_the_number_open() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        storage.symlink("repositories/moved", outside);

        assertThat(Arrays.stream(GarbageCollectionMode.values()).map(scan(V3)::blockers))
                .allMatch(java.util.OptionalLong::isEmpty);
    }

    @Test
    void a_blocker_that_is_known_counts_whatever_else_cannot_be_seen() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        storage.symlink("repositories/moved", outside);
        storage.write(app.revisionLink(ABSENT), "");

        assertThat(scan(V3).blockers(GarbageCollectionMode.GC)).hasValue(1);
        assertThat(scan(V3).reclaimable(GarbageCollectionMode.GC)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_blocked_collection_is_told_as_what_it_frees_when_nothing_blocks_it(RegistryVersion version) {
        storage.blob("orphan", 7000);
        storage.write(app.revisionLink(ABSENT), "");

        assertThat(freed(version)).isEqualTo(7000);
    }

    private String image() {
        String config = described(app.config("app"));
        return Manifests.described(
                config, List.of(Manifests.descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer, 1000)));
    }

    private String described(String config) {
        return Manifests.descriptor("application/vnd.oci.image.config.v1+json", config, storage.size(config));
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private void assertBlocked(Set<GarbageCollectionMode> of2, Set<GarbageCollectionMode> of3) {
        assertThat(blocked(V2)).as("2.x").isEqualTo(of2);
        assertThat(blocked(V3)).as("3.x").isEqualTo(of3);
    }

    private void assertBlockedBy(DamageReason reason, String path) {
        for (RegistryVersion version : RegistryVersion.values()) {
            assertThat(blockers(version))
                    .extracting(Damage::reason, Damage::path)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(reason, path));
        }
    }

    private Set<GarbageCollectionMode> blocked(RegistryVersion version) {
        Inventory inventory = scan(version);
        return Arrays.stream(GarbageCollectionMode.values())
                .filter(mode -> inventory.blockers(mode).getAsLong() > 0)
                .collect(Collectors.toSet());
    }

    private List<Damage> blockers(RegistryVersion version) {
        return scan(version)
                .damages()
                .filter(damage -> !damage.blocks().isEmpty())
                .toList();
    }

    private long freed(RegistryVersion version) {
        return scan(version).reclaimable(GarbageCollectionMode.GC).orElseThrow().bytes();
    }

    private long storedBytes() {
        return scan(V3).storage().bytes();
    }

    private Inventory scan(RegistryVersion version) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan();
        }
    }
}
