package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags that end a garbage collection. */
class TagBlockersTest extends BlockersFixture {
    private static final Set<GarbageCollectionMode> UNTAGGED_ONLY = Set.of(GarbageCollectionMode.GC_DELETE_UNTAGGED);

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
}
