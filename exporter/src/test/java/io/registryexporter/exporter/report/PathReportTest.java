package io.registryexporter.exporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Inventories;
import io.registryexporter.exporter.inventory.Costs;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Revisions;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What repositories are together. The fixture adds two uploads of 70 bytes into the repository {@code up}. */
class PathReportTest {
    private static final Instant AT = Instant.ofEpochSecond(5000);

    private final List<Repository> repositories = List.of(
            repository("a/one", 3, new Costs(900, 10), OptionalLong.of(3000)),
            repository("a/two", 2, new Costs(500, 300), OptionalLong.of(4000)),
            repository("b", 50, new Costs(300, 0), OptionalLong.of(1000)));

    @Test
    void a_line_has_the_sums_of_its_repositories_and_the_newest_push() {
        PathLine line = report(Inventories.of(repositories), RepositoryOrder.STORED, 1, 10)
                .lines()
                .get(0);

        assertThat(line.path()).isEqualTo("a");
        assertThat(line.repositories()).hasValue(2);
        assertThat(line.figures().tags()).hasValue(5);
        assertThat(line.figures().revisions()).hasValue(8);
        assertThat(line.figures().untaggedRevisions()).hasValue(4);
        assertThat(line.figures().lastPush()).contains(Instant.ofEpochMilli(4000));
    }

    @ParameterizedTest
    @CsvSource({
        "STORED, 'a,b,up'",
        "EXCLUSIVE, 'a,b,up'",
        "TAGS, 'b,a,up'",
        "UPLOADS, 'up,a,b'",
        "LAST_PUSH, 'up,b,a'",
        "NAME, 'a,b,up'"
    })
    void paths_are_ranked_as_repositories_are(RepositoryOrder order, String paths) {
        assertThat(report(Inventories.of(repositories), order, 1, 10).lines())
                .extracting(PathLine::path)
                .containsExactly(paths.split(","));
    }

    @Test
    void no_more_paths_than_asked_for() {
        PathReport report = report(Inventories.of(repositories), RepositoryOrder.NAME, 2, 1);

        assertThat(report.lines()).extracting(PathLine::path).containsExactly("a/one");
        assertThat(report.listed()).isEqualTo(4);
    }

    @Test
    void a_path_with_nothing_but_an_upload_has_no_repository_and_no_bytes() {
        assertThat(report(Inventories.of(List.of()), RepositoryOrder.NAME, 1, 10)
                        .lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path()).isEqualTo("up");
                    assertThat(line.repositories()).hasValue(0);
                    assertThat(line.figures().storedBytes()).hasValue(0);
                    assertThat(line.figures().uploadBytes()).hasValue(70);
                });
    }

    @Test
    void a_path_with_a_hidden_directory_is_unknown() {
        Damage hidden = new Damage(DamageReason.ACCESS_DENIED, Optional.empty(), "repositories/a/secret");

        assertThat(report(Inventories.of(repositories, hidden), RepositoryOrder.NAME, 1, 1)
                        .lines())
                .singleElement()
                .satisfies(line -> assertThat(List.of(
                                line.repositories(),
                                line.figures().storedBytes(),
                                line.figures().tags(),
                                line.figures().revisions(),
                                line.figures().brokenTags()))
                        .containsOnly(OptionalLong.empty()));
    }

    @Test
    void a_path_of_which_a_push_is_unknown_has_an_unknown_last_push() {
        Repository unread = new Repository(
                "a/three",
                new Repository.Tags(OptionalLong.of(1), List.of(), List.of(), 1, OptionalLong.empty()),
                Revisions.of(1, 0, 0),
                Optional.of(new Costs(1, 1)),
                List.of());

        assertThat(report(Inventories.of(List.of(repositories.get(0), unread)), RepositoryOrder.NAME, 1, 1)
                        .lines())
                .singleElement()
                .satisfies(line -> assertThat(line.figures().isPushUnknown()).isTrue());
    }

    private static Repository repository(String name, int tags, Costs costs, OptionalLong lastPushMillis) {
        return new Repository(
                name,
                new Repository.Tags(OptionalLong.of(tags), List.of(), List.of(), 0, lastPushMillis),
                Revisions.of(4, 2, 1),
                Optional.of(costs),
                List.of());
    }

    private static PathReport report(Inventory inventory, RepositoryOrder order, int depth, int most) {
        return Report.of(
                        inventory,
                        "/v2",
                        AT,
                        new Report.Extent(order, 0, 0, new PathReport.Extent(depth, most), Optional.empty()))
                .paths();
    }
}
