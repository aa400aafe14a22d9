package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Inventories;
import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which path a repository is in, and what is known of the path. A repository of the fixture costs 100 bytes. */
class PathsTest {
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "busybox, 1, busybox",
        "library/x, 1, library",
        "library/x, 2, library/x",
        "a/b/c, 2, a/b",
        "busybox, 3, busybox"
    })
    void a_repository_is_in_the_path_of_its_first_components(String repository, int depth, String path) {
        assertThat(Paths.of(repository, depth)).isEqualTo(path);
    }

    @Test
    void a_repository_is_in_the_path_of_its_name_with_those_below_it() {
        assertThat(Paths.of(repositories("a", "a-b", "a/b")).at(1))
                .containsExactly(figures("a", 2, 200), figures("a-b", 1, 100));
    }

    @Test
    void a_repository_whose_name_is_too_short_is_alone_although_others_lie_below_it() {
        assertThat(Paths.of(repositories("a", "a/b/c", "a/b/d")).at(2))
                .containsExactly(figures("a", 1, 100), figures("a/b", 2, 200));
    }

    @Test
    void a_path_with_a_hidden_directory_is_unknown_and_no_other_is_but_for_what_is_exclusive() {
        Damage hidden = new Damage(DamageReason.ACCESS_DENIED, Optional.empty(), "repositories/a/secret");
        Inventory inventory = Inventories.of(repositories("a/b", "ab/c", "d").repositories(), hidden);

        assertThat(Paths.of(inventory).at(1))
                .containsExactly(
                        new PathFigures("a", UNKNOWN, UNKNOWN, UNKNOWN),
                        new PathFigures("ab", OptionalLong.of(1), OptionalLong.of(100), UNKNOWN),
                        new PathFigures("d", OptionalLong.of(1), OptionalLong.of(100), UNKNOWN));
        assertThat(Paths.of(inventory).all()).first().isEqualTo(new PathFigures("", UNKNOWN, UNKNOWN, UNKNOWN));
    }

    @Test
    void a_path_with_a_repository_of_unknown_costs_has_unknown_bytes_and_a_known_number() {
        Repository unread = Inventories.repository("a/b", 1, List.of(), List.of());
        Repository unknown =
                new Repository("a/c", unread.tagSummary(), unread.revisions(), Optional.empty(), List.of());

        assertThat(Paths.of(Inventories.of(List.of(unread, unknown))).at(1))
                .containsExactly(new PathFigures("a", OptionalLong.of(2), UNKNOWN, UNKNOWN));
    }

    @Test
    void nothing_stored_is_known_where_blobs_could_not_be_read() {
        Damage hidden = new Damage(DamageReason.IO_ERROR, Optional.empty(), "blobs/sha256/ab");

        assertThat(Paths.of(Inventories.of(repositories("a/b").repositories(), hidden))
                        .at(1))
                .containsExactly(new PathFigures("a", OptionalLong.of(1), UNKNOWN, UNKNOWN));
    }

    @Test
    void a_scanned_path_counts_a_blob_of_two_repositories_once() {
        TestStorage storage = new TestStorage(directory);
        String image = Manifests.image(1000);
        storage.repository("team/api").tag("v1", image);
        storage.repository("team/web").tag("v1", image);
        storage.repository("other").tag("v1", Manifests.image(1000, 30));
        try (Scanning scanning = Scanning.of(storage)) {
            Inventory inventory = scanning.scan();
            long one = inventory.repositories().get(1).costs().orElseThrow().stored();

            assertThat(Paths.of(inventory).at(1))
                    .filteredOn(path -> path.path().equals("team"))
                    .extracting(PathFigures::stored)
                    .containsExactly(OptionalLong.of(one));
            assertThat(Paths.of(inventory).all())
                    .first()
                    .extracting(PathFigures::stored)
                    .isEqualTo(inventory.storedBytes());
        }
    }

    private static Inventory repositories(String... names) {
        return Inventories.of(Arrays.stream(names)
                .map(name -> Inventories.repository(name, 1, List.of(), List.of()))
                .toList());
    }

    private static PathFigures figures(String path, long repositories, long stored) {
        return new PathFigures(
                path, OptionalLong.of(repositories), OptionalLong.of(stored), OptionalLong.of(stored * 60 / 100));
    }
}
