package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of damage is counted by its reason and costs nothing else. */
class DamagedStorageTest {
    private static final String ABSENT = "sha256:" + "f".repeat(64);

    private Path directory;
    private TestStorage storage;
    private TestStorage.Repository app;

    /** Beside every damage lies one sound tag. */
    @BeforeEach
    @BeforeTry
    void writeASoundTag() throws IOException {
        directory = Files.createTempDirectory("damaged");
        storage = new TestStorage(directory.resolve("storage"));
        app = storage.repository("team/app");
        app.tag("sound", Manifests.image(10, 20));
    }

    @AfterEach
    @AfterTry
    void delete() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void a_tag_directory_without_current() {
        storage.write(app.tagPath("bad") + "/index/" + ABSENT.replace(':', '/') + "/link", ABSENT);
        assertTagDamaged(DamageReason.TAG_WITHOUT_CURRENT);
    }

    @Test
    void a_plain_file_in_place_of_a_tag() {
        storage.write(app.tagPath("bad"), "");
        assertTagDamaged(DamageReason.NOT_A_DIRECTORY);
    }

    @Test
    void an_entry_that_no_tag_can_be_called() {
        storage.write(app.tagPath(".nfs0001"), "");
        assertDamaged(DamageReason.TAG_NAME_INVALID, app.tagPath(".nfs0001"));
        assertThat(repository().tagCount()).hasValue(2);
    }

    @Test
    void an_empty_link_of_a_tag() {
        storage.write(app.currentLink("bad"), "");
        assertTagDamaged(DamageReason.LINK_EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "sha256:../../../../etc/passwd", "sha256:", " ", "sha256:ABCDEF", "sha256:abcdef1"})
    void a_link_that_is_no_digest(String text) {
        storage.write(app.currentLink("bad"), text);
        assertTagDamaged(DamageReason.LINK_INVALID);
    }

    @Test
    void a_link_that_is_too_large() {
        storage.write(app.currentLink("bad"), " ".repeat(1025));
        assertTagDamaged(DamageReason.LINK_TOO_LARGE);
    }

    @Test
    void a_named_pipe_in_place_of_a_link() {
        storage.fifo(app.currentLink("bad"));
        assertTagDamaged(DamageReason.NOT_A_REGULAR_FILE);
    }

    @Test
    void a_directory_in_place_of_a_link() {
        storage.directory(app.currentLink("bad"));
        assertTagDamaged(DamageReason.NOT_A_REGULAR_FILE);
    }

    @Test
    void a_tag_whose_revision_is_missing() {
        app.tagDigest("bad", ABSENT);
        assertTagDamaged(DamageReason.REVISION_MISSING);
    }

    @Test
    void a_tag_whose_link_leads_out_of_the_storage() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), ABSENT);
        storage.symlink(app.currentLink("bad"), outside);
        assertTagDamaged(DamageReason.SYMLINK_OUTSIDE_ROOT);
    }

    @Test
    void a_tag_whose_directory_leads_out_of_the_storage() {
        storage.symlink(app.tagPath("bad"), Path.of("/etc"));
        assertTagDamaged(DamageReason.SYMLINK_OUTSIDE_ROOT);
    }

    @Test
    void a_tag_whose_current_directory_leads_out_of_the_storage() {
        storage.symlink(app.tagPath("bad") + "/current", Path.of("/etc"));
        assertTagDamaged(DamageReason.SYMLINK_OUTSIDE_ROOT);
    }

    @Test
    void a_tag_that_is_a_broken_symbolic_link_is_not_listed_by_3_and_is_broken_for_2() {
        storage.symlink(app.tagPath("bad"), Path.of("nowhere"));
        assertDamaged(DamageReason.SYMLINK_BROKEN, app.tagPath("bad"));
        assertThat(repository().tagCount()).hasValue(1);
        try (Scanning scanning = Scanning.of(storage, RegistryVersion.V2)) {
            assertThat(scanning.scan().brokenTags()).extracting(BrokenTag::tag).containsExactly("bad");
        }
    }

    @Test
    void a_tag_that_is_a_symbolic_link_to_itself() {
        storage.symlink(app.tagPath("bad"), Path.of("bad"));
        assertTagDamaged(DamageReason.SYMLINK_LOOP);
    }

    @Test
    void a_manifest_whose_blob_is_missing() {
        String digest = revisionWithout(Manifests.image(1));
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_BLOB_MISSING, digest);
        assertThat(repository().revisions().count()).hasValue(1);
    }

    @Test
    void a_manifest_whose_blob_is_a_named_pipe() {
        String digest = app.push(Manifests.image(1));
        storage.fifo(TestStorage.blobPath(digest));
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.NOT_A_REGULAR_FILE, digest);
    }

    @Test
    void a_manifest_over_four_mebibytes() {
        String padding = " ".repeat(4 * 1024 * 1024);
        String digest = app.push(Manifests.image(1) + padding);
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_TOO_LARGE, digest);
        assertThat(repository().revisions().count()).hasValue(2);
    }

    @Test
    void a_manifest_of_exactly_four_mebibytes_is_sound() {
        String manifest = Manifests.image(1);
        app.tag("large", manifest + " ".repeat(4 * 1024 * 1024 - manifest.length()));
        assertThat(repository().tags()).hasSize(2);
    }

    @Test
    void a_manifest_that_is_no_json() {
        String digest = app.push("{");
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_INVALID, digest);
    }

    @Test
    void a_manifest_of_ten_thousand_levels_and_more() {
        String digest = app.push("{\"schemaVersion\":2,\"x\":" + "[".repeat(200_000));
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_INVALID, digest);
    }

    @Test
    void a_manifest_of_an_unknown_kind() {
        String digest = app.push("{\"schemaVersion\":7}");
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.MANIFEST_UNSUPPORTED, digest);
    }

    @Test
    void an_untagged_revision_with_an_empty_link() {
        storage.write(app.revisionLink(ABSENT), "");
        assertDamaged(DamageReason.LINK_EMPTY, revisionPath(ABSENT));
        assertThat(repository().revisions().count()).hasValue(1);
    }

    @Test
    void an_index_whose_child_is_missing_keeps_the_images_that_are_there() {
        String there = app.push(Manifests.image(5));
        String index = app.push(Manifests.index(there, ABSENT));
        app.tagDigest("multi", index).tagDigest("again", index);
        assertThat(repository().tags())
                .extracting(TagSize::of)
                .containsExactly(new TagSize("again", 1, 5), new TagSize("multi", 1, 5), new TagSize("sound", 2, 30));
        assertDamaged(DamageReason.INDEX_CHILD_MISSING, revisionPath(index));
        assertThat(repository().damages().get(0).tags()).containsExactly("team/app:again", "team/app:multi");
    }

    @Test
    void an_index_that_contains_itself_ends() {
        String index = Manifests.index(ABSENT);
        String digest = app.push(index);
        storage.write(app.revisionLink(ABSENT), digest);
        app.tagDigest("cycle", digest);
        assertThat(repository().tags()).extracting(TagSize::of).contains(new TagSize("cycle", 0, 0));
    }

    @Test
    void strays_among_revisions() {
        storage.write(app.path() + "/_manifests/revisions/.DS_Store", "");
        storage.write(app.path() + "/_manifests/revisions/sha256/.nfs01", "");
        assertThat(repository().damages())
                .extracting(Damage::reason)
                .containsExactly(DamageReason.STRAY, DamageReason.STRAY);
        assertSoundTagIsThere();
    }

    @Test
    void strays_among_repositories() {
        storage.directory("repositories/@eaDir");
        storage.directory("repositories/lost+found");
        storage.directory("repositories/team/.snapshot");
        storage.write("repositories/.DS_Store", "");
        storage.fifo("repositories/pipe");
        storage.write("repositories/_manifests/tags/x", "");
        assertThat(scan().strays()).hasSize(6).allMatch(damage -> damage.reason() == DamageReason.STRAY);
        assertSoundTagIsThere();
    }

    @Test
    void a_name_that_is_no_utf8() throws IOException, InterruptedException {
        String script = "mkdir \"$1/repositories/$(printf 'bad\\377')\"";
        new ProcessBuilder("sh", "-c", script, "sh", storage.v2().toString())
                .start()
                .waitFor();
        assertThat(scan().strays()).extracting(Damage::reason).containsExactly(DamageReason.STRAY);
        assertSoundTagIsThere();
    }

    @Test
    void a_repository_whose_name_the_registry_refuses() {
        storage.repository("Upper").tag("v1", Manifests.image(1));
        storage.repository("team/Upper").tag("v1", Manifests.image(1));
        assertThat(scan().strays())
                .extracting(Damage::reason)
                .containsExactly(DamageReason.REPOSITORY_NAME_INVALID, DamageReason.REPOSITORY_NAME_INVALID);
        assertSoundTagIsThere();
    }

    @Test
    void symbolic_links_that_lead_back_up() {
        storage.symlink("repositories/loop", storage.v2().resolve("repositories"));
        storage.symlink("repositories/team/loop", storage.v2().resolve("repositories/team"));
        assertThat(scan().strays())
                .extracting(Damage::reason)
                .containsExactly(DamageReason.SYMLINK_LOOP, DamageReason.SYMLINK_LOOP);
        assertSoundTagIsThere();
    }

    @Test
    void directories_that_link_to_each_other_many_times() {
        for (int from = 0; from < 6; from++) {
            for (int to = 0; to < 6; to++) {
                storage.symlink("repositories/d" + from + "/to" + to, storage.directory("repositories/d" + to));
            }
        }
        assertThat(scan().strays())
                .extracting(Damage::reason)
                .hasSizeBetween(6, 37)
                .containsOnly(DamageReason.SYMLINK_LOOP, DamageReason.TOO_MANY_SYMLINKS);
        assertSoundTagIsThere();
    }

    @Test
    void a_repository_that_leads_out_of_the_storage() throws IOException {
        TestStorage elsewhere = new TestStorage(directory.resolve("elsewhere"));
        elsewhere.repository("secret").tag("v1", Manifests.image(1));
        storage.symlink("repositories/escape", elsewhere.v2().resolve("repositories"));
        assertThat(scan().strays()).extracting(Damage::reason).containsExactly(DamageReason.SYMLINK_OUTSIDE_ROOT);
        assertSoundTagIsThere();
    }

    @Test
    void blobs_that_lead_out_of_the_storage() throws IOException {
        String digest = app.push(Manifests.image(1));
        Path prefix =
                storage.v2().resolve(TestStorage.blobPath(digest)).getParent().getParent();
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(prefix, elsewhere);
        Files.createSymbolicLink(prefix, elsewhere);
        app.tagDigest("bad", digest);
        assertRevisionDamaged(DamageReason.SYMLINK_OUTSIDE_ROOT, digest);
    }

    @Property(tries = 200)
    void any_bytes_as_a_link_never_throw_out_of_a_scan(@ForAll byte[] link) {
        storage.write(app.currentLink("any"), link);
        storage.write(app.revisionLink(ABSENT), link);
        assertThat(repository().tagCount()).hasValue(2);
        assertSoundTagIsThere();
    }

    @Property(tries = 200)
    void any_bytes_as_a_manifest_never_throw_out_of_a_scan(@ForAll byte[] manifest) {
        app.tagDigest("any", app.push(manifest));
        assertThat(repository().tagCount()).hasValue(2);
        assertSoundTagIsThere();
    }

    private String revisionWithout(String manifest) {
        String digest = app.push(manifest);
        storage.delete(TestStorage.blobPath(digest));
        return digest;
    }

    private void assertTagDamaged(DamageReason reason) {
        assertDamaged(reason, app.tagPath("bad"));
        assertThat(repository().tagCount()).hasValue(2);
    }

    private void assertRevisionDamaged(DamageReason reason, String digest) {
        assertDamaged(reason, revisionPath(digest));
        assertThat(repository().damages())
                .extracting(Damage::tags)
                .containsExactly(reason.hidesWhatIsThere() ? List.of() : List.of("team/app:bad"));
        assertThat(repository().tagCount()).hasValue(2);
    }

    private void assertDamaged(DamageReason reason, String path) {
        assertThat(repository().damages())
                .extracting(Damage::reason, Damage::path)
                .containsExactly(tuple(reason, path));
        assertSoundTagIsThere();
    }

    private void assertSoundTagIsThere() {
        assertThat(repository().tags()).extracting(TagSize::of).contains(new TagSize("sound", 2, 30));
    }

    private String revisionPath(String digest) {
        return app.revisionLink(digest).replace("/link", "");
    }

    private Repository repository() {
        return scan().repositories().stream()
                .filter(repository -> repository.name().equals("team/app"))
                .findFirst()
                .orElseThrow();
    }

    private Inventory scan() {
        try (Scanning scanning = Scanning.of(storage)) {
            return scanning.scan();
        }
    }
}
