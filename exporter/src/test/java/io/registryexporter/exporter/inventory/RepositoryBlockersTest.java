package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries among the repositories that end a garbage collection. */
class RepositoryBlockersTest extends BlockersFixture {
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
}
