package io.registryexporter.exporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.text.Paint;
import io.registryexporter.exporter.fixture.Inventories;
import io.registryexporter.exporter.inventory.BrokenTag;
import io.registryexporter.exporter.inventory.Costs;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Revisions;
import io.registryexporter.exporter.inventory.Tag;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is ranked, and by what. The fixture adds two uploads of 70 bytes into the repository {@code up}. */
class ReportTest {
    private static final Instant AT = Instant.ofEpochSecond(5000);

    private final Inventory inventory = Inventories.of(
            List.of(
                    repository("zoo", 3, Revisions.of(9, 2, 1), new Costs(900, 10), OptionalLong.of(3000)),
                    repository("bar", 50, Revisions.of(4, 0, 0), new Costs(500, 300), OptionalLong.of(1000)),
                    repository("foo", 0, Revisions.of(0, 0, 0), new Costs(0, 0), OptionalLong.empty())),
            damage("repositories/foo/_uploads/x", "foo"),
            damage("repositories/up/_uploads/y", "up"),
            damage("repositories/up/_uploads/z", "up"));

    @ParameterizedTest
    @CsvSource({
        "STORED, 'zoo,bar,foo,up'",
        "EXCLUSIVE, 'bar,zoo,foo,up'",
        "TAGS, 'bar,zoo,foo,up'",
        "REVISIONS, 'zoo,bar,foo,up'",
        "UNTAGGED, 'zoo,bar,foo,up'",
        "UPLOADS, 'up,bar,foo,zoo'",
        "DAMAGE, 'up,foo,bar,zoo'",
        "LAST_PUSH, 'foo,up,bar,zoo'",
        "PUSHED, 'foo,up,bar,zoo'",
        "NAME, 'bar,foo,up,zoo'"
    })
    void repositories_are_ranked(RepositoryOrder order, String names) {
        assertThat(report(inventory, new Report.Extent(order, 10, 0)).repositories())
                .extracting(RepositoryLine::name)
                .containsExactly(names.split(","));
    }

    @Test
    void no_more_repositories_than_asked_for() {
        Report report = report(inventory, new Report.Extent(RepositoryOrder.STORED, 1, 0));

        assertThat(report.repositories()).extracting(RepositoryLine::name).containsExactly("zoo");
        assertThat(report.totals().listed()).isEqualTo(4);
        assertThat(report.totals().repositories()).hasValue(3);
    }

    @Test
    void the_largest_tags_come_first_and_equal_ones_by_name() {
        Inventory tagged = Inventories.of(List.of(
                Inventories.repository(
                        "b", 2, List.of(new Tag("x", 1, 70, 0, 0), new Tag("y", 1, 10, 0, 0)), List.of()),
                Inventories.repository(
                        "a", 2, List.of(new Tag("v", 1, 70, 0, 0), new Tag("w", 2, 90, 4000, 40)), List.of())));

        assertThat(report(tagged, new Report.Extent(RepositoryOrder.NAME, 10, 2))
                        .tags())
                .containsExactly(
                        new TagLine("a", "w", 2, 90, OptionalLong.of(40), Instant.ofEpochSecond(4)),
                        new TagLine("a", "v", 1, 70, OptionalLong.of(0), Instant.EPOCH));
    }

    @Test
    void the_oldest_tags_come_first_where_they_are_asked_for() {
        Inventory tagged = Inventories.of(List.of(Inventories.repository(
                "a",
                3,
                List.of(new Tag("u", 1, 70, 3000, 0), new Tag("v", 1, 70, 2000, 0), new Tag("w", 2, 90, 4000, 0)),
                List.of())));
        Report report = report(tagged, new Report.Extent(RepositoryOrder.PUSHED, 10, 2));

        assertThat(report.oldestTags()).extracting(TagLine::name).containsExactly("v", "u");
        assertThat(report.tags()).extracting(TagLine::name).containsExactly("w", "u");
        assertThat(report(tagged, everything()).oldestTags()).isEmpty();
    }

    @Test
    void only_what_was_pushed_longer_ago_is_listed_and_totals_are_of_everything() {
        Inventory tagged = Inventories.of(List.of(
                repository("new", 1, Revisions.of(1, 0, 0), new Costs(1, 1), OptionalLong.of(4_500_000)),
                repository("untagged", 0, Revisions.of(1, 1, 1), new Costs(1, 1), OptionalLong.empty()),
                Inventories.repository(
                        "old",
                        2,
                        List.of(new Tag("v", 1, 1, 3_999_999, 0), new Tag("w", 1, 1, 4_000_000, 0)),
                        List.of())));
        Report report = report(
                tagged,
                new Report.Extent(
                        RepositoryOrder.NAME,
                        10,
                        10,
                        PathReport.Extent.everything(),
                        Optional.of(Duration.ofSeconds(1000))));

        assertThat(report.repositories()).extracting(RepositoryLine::name).containsExactly("old");
        assertThat(report.paths().lines()).extracting(PathLine::path).containsExactly("old");
        assertThat(report.tags()).extracting(TagLine::name).containsExactly("v");
        assertThat(report.totals().repositories()).hasValue(3);
    }

    @Test
    void what_a_tag_holds_alone_is_unknown_where_something_could_not_be_read() {
        Damage hidden = new Damage(DamageReason.ACCESS_DENIED, Optional.empty(), "repositories/secret");
        Inventory tagged = Inventories.of(
                List.of(Inventories.repository("a", 1, List.of(new Tag("v", 1, 1, 1, 1)), List.of())), hidden);

        assertThat(report(tagged, everything()).tags())
                .singleElement()
                .extracting(TagLine::exclusive)
                .isEqualTo(OptionalLong.empty());
    }

    @Test
    void an_upload_is_reported_with_its_repository_and_in_the_totals() {
        Report report = report(inventory, new Report.Extent(RepositoryOrder.UPLOADS, 1, 0));

        assertThat(report.repositories())
                .first()
                .extracting(RepositoryLine::uploads, RepositoryLine::uploadBytes)
                .containsExactly(OptionalLong.of(2), OptionalLong.of(70));
        assertThat(report.totals().oldestUpload()).contains(Instant.ofEpochMilli(1500));
    }

    @Test
    void nothing_is_called_reclaimable_where_repositories_could_not_be_read() {
        Damage hidden = new Damage(DamageReason.ACCESS_DENIED, Optional.empty(), "repositories/secret");

        assertThat(report(Inventories.of(List.of(), hidden), everything()).forecasts())
                .noneMatch(Forecast::isKnown);
        assertThat(report(Inventories.of(List.of()), everything()).forecasts())
                .hasSize(GarbageCollectionMode.values().length)
                .allMatch(Forecast::isKnown);
    }

    @Test
    void a_total_of_broken_tags_is_the_least_where_repositories_could_not_be_read() {
        Damage hidden = new Damage(DamageReason.ACCESS_DENIED, Optional.empty(), "repositories/secret");
        Repository broken = new Repository(
                "a",
                new Repository.Tags(
                        OptionalLong.of(1),
                        List.of(),
                        List.of(new BrokenTag("a", "v1", List.of(DamageReason.BLOB_MISSING))),
                        0,
                        OptionalLong.empty()),
                Revisions.of(1, 0, 0),
                Optional.of(new Costs(1, 1)),
                List.of());

        assertThat(text(Inventories.of(List.of(broken)))).contains("Broken tags   1 cannot be pulled whole");
        assertThat(text(Inventories.of(List.of(broken), hidden)))
                .contains("Broken tags   at least 1 cannot be pulled whole");
        assertThat(text(Inventories.of(List.of(), hidden))).contains("Broken tags   unknown");
    }

    private static String text(Inventory inventory) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        new TextReport(report(inventory, everything()), Grouping.REPOSITORY, new Paint(false), printer).print();
        printer.flush();
        return out.toString();
    }

    @Test
    void damage_is_listed_in_the_order_of_its_paths() {
        Inventory damaged = Inventories.of(
                List.of(Inventories.repository("b", 1, List.of(), List.of(damage("repositories/b/2")))),
                damage("repositories/c"),
                damage("blobs/x"));

        assertThat(report(damaged, everything()).damages())
                .extracting(Damage::path)
                .containsExactly("blobs/x", "repositories/b/2", "repositories/c");
    }

    @Test
    void what_has_an_upload_and_manifests_that_cannot_be_found_is_not_empty() {
        Damage hidden = new Damage(DamageReason.ACCESS_DENIED, Optional.empty(), "repositories/up/_manifests");
        Report report = report(Inventories.of(List.of(), hidden), everything());

        assertThat(report.repositories())
                .singleElement()
                .satisfies(line -> assertThat(List.of(
                                line.tags(),
                                line.revisions(),
                                line.untaggedRevisions(),
                                line.unreachableRevisions(),
                                line.storedBytes(),
                                line.exclusiveBytes(),
                                line.brokenTags()))
                        .containsOnly(OptionalLong.empty()));
        assertThat(report.totals().brokenTags()).isEmpty();
    }

    private static Damage damage(String path) {
        return new Damage(DamageReason.STRAY, Optional.empty(), path);
    }

    private static Damage damage(String path, String repository) {
        return new Damage(DamageReason.SYMLINK_BROKEN, Optional.of(repository), path);
    }

    private static Repository repository(
            String name, int tags, Revisions revisions, Costs costs, OptionalLong lastPushMillis) {
        return new Repository(
                name,
                new Repository.Tags(OptionalLong.of(tags), List.of(), List.of(), 0, lastPushMillis),
                revisions,
                Optional.of(costs),
                List.of());
    }

    private static Report.Extent everything() {
        return new Report.Extent(RepositoryOrder.STORED, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static Report report(Inventory inventory, Report.Extent extent) {
        return Report.of(inventory, "/v2", AT, extent);
    }
}
