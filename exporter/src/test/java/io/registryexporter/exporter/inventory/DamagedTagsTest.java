package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged tags. */
class DamagedTagsTest extends DamagedStorageFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "sha256:../../../../etc/passwd", "sha256:", " ", "sha256:ABCDEF", "sha256:abcdef1"})
    void a_link_that_is_no_digest(String text) {
        storage.write(app.currentLink("bad"), text);
        assertTagDamaged(DamageReason.LINK_INVALID);
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

    private void assertTagDamaged(DamageReason reason) {
        assertDamaged(reason, app.tagPath("bad"));
        assertThat(repository().tagCount()).hasValue(2);
    }
}
