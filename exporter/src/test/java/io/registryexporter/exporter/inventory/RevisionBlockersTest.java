package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import org.junit.jupiter.api.Test;

/** Revisions that end a garbage collection. */
class RevisionBlockersTest extends BlockersFixture {
    @Test
    void nothing_ends_a_collection_of_a_sound_storage() {
        assertBlocked(NONE, NONE);
    }

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
}
