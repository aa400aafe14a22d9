package io.registryexporter.exporter.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.inventory.Revisions;
import io.registryexporter.exporter.inventory.Uploads;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What to do first, and what is said with it. */
class LeverTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void a_collection_with_untagged_manifests_says_what_it_adds() {
        assertThat(levers(forecasts(10, 30)))
                .extracting(Lever::bytes, Lever::command)
                .containsExactly(
                        tuple(30L, "registry garbage-collect -m CONFIG"),
                        tuple(10L, "registry garbage-collect CONFIG"));
        assertThat(levers(forecasts(10, 30)).get(0).note())
                .startsWith("20 B of them more than a collection without -m.")
                .contains("read-only mode");
    }

    @Test
    void what_adds_nothing_or_frees_nothing_is_no_lever() {
        assertThat(levers(forecasts(10, 10))).extracting(Lever::kind).containsExactly(Lever.Kind.COLLECTION);
        assertThat(levers(forecasts(0, 0))).isEmpty();
    }

    @Test
    void what_is_not_known_is_no_lever() {
        Forecast unknown = new Forecast(
                GarbageCollectionMode.GC, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), true);

        assertThat(levers(List.of(unknown))).isEmpty();
        assertThat(levers(
                        List.of(),
                        new RepositoryLine(
                                "a",
                                tags(200),
                                Revisions.of(1, 0, 0),
                                new RepositoryLine.Size(OptionalLong.of(7), OptionalLong.empty()),
                                Uploads.none(),
                                0)))
                .isEmpty();
    }

    @Test
    void blockers_stand_beside_the_bytes() {
        Forecast blocked = new Forecast(
                GarbageCollectionMode.GC,
                Optional.of(new Reclaimable(1, 10)),
                OptionalLong.of(3),
                OptionalLong.of(0),
                true);

        assertThat(levers(List.of(blocked)).get(0).note()).startsWith("Frees nothing now: it stops at 3 entries");
    }

    @Test
    void uploads_are_a_lever_once_the_registry_would_purge_them() {
        assertThat(levers(List.of(), uploads(6))).isEmpty();
        assertThat(levers(List.of(), uploads(8)))
                .singleElement()
                .satisfies(lever -> assertThat(lever.bytes()).isEqualTo(70))
                .satisfies(lever -> assertThat(lever.kind()).isEqualTo(Lever.Kind.UPLOADS));
    }

    @Test
    void a_collection_that_breaks_tags_is_no_lever() {
        Forecast destructive = new Forecast(
                GarbageCollectionMode.GC_DELETE_UNTAGGED,
                Optional.of(new Reclaimable(1, 10)),
                OptionalLong.of(0),
                OptionalLong.of(2),
                true);

        assertThat(levers(List.of(destructive))).isEmpty();
    }

    @Test
    void uploads_are_no_lever_where_some_of_them_are_not_known() {
        RepositoryLine unknown = new RepositoryLine(
                "b",
                tags(0),
                Revisions.of(0, 0, 0),
                new RepositoryLine.Size(OptionalLong.of(0), OptionalLong.of(0)),
                new Uploads(OptionalLong.of(1), OptionalLong.of(70), Optional.empty()),
                0);

        assertThat(levers(List.of(), uploads(8), unknown)).isEmpty();
    }

    @Test
    void a_path_that_nobody_pushes_to_is_previewed_as_a_whole() {
        assertThat(levers(
                        List.of(),
                        List.of(path(2, line("old.team", 100, 17)), path(1, line("used", 1, 1000))),
                        line("old.team/a", 100, 5),
                        line("old.team/b", 200, 6),
                        line("used", 1, 1000)))
                .singleElement()
                .satisfies(lever -> {
                    assertThat(lever.bytes()).isEqualTo(17);
                    assertThat(lever.command())
                            .isEqualTo(
                                    "registry-exporter preview /v2 --repository 'old\\.team(/.*)?' --older-than 90d --with-referrers");
                    assertThat(lever.note()).startsWith("old.team: the last push is 100d old. At most");
                });
    }

    @Test
    void a_repository_that_nobody_pushes_to_is_previewed_alone_where_others_of_its_path_are_used() {
        assertThat(levers(
                        List.of(), List.of(path(2, line("team", 1, 11))), line("team/a", 100, 5), line("team/b", 1, 6)))
                .singleElement()
                .extracting(Lever::command)
                .isEqualTo("registry-exporter preview /v2 --repository 'team/a' --older-than 90d --with-referrers");
    }

    @Test
    void a_path_that_is_one_repository_is_named_without_what_could_be_below_it() {
        assertThat(levers(List.of(), List.of(path(1, line("old", 100, 5))), line("old", 100, 5)))
                .singleElement()
                .extracting(Lever::command)
                .isEqualTo("registry-exporter preview /v2 --repository 'old' --older-than 90d --with-referrers");
        assertThat(levers(List.of(), List.of(path(1, line("old", 100, 5))), line("old/one", 100, 5)))
                .singleElement()
                .extracting(Lever::command)
                .isEqualTo("registry-exporter preview /v2 --repository 'old(/.*)?' --older-than 90d --with-referrers");
    }

    @Test
    void the_three_largest_come_in_their_order() {
        assertThat(levers(forecasts(10, 30), uploads(8), line("old", 100, 20)))
                .extracting(Lever::bytes)
                .containsExactly(70L, 30L, 20L);
    }

    private static List<Lever> levers(List<Forecast> forecasts, RepositoryLine... lines) {
        return levers(forecasts, List.of(), lines);
    }

    private static List<Lever> levers(List<Forecast> forecasts, List<PathLine> paths, RepositoryLine... lines) {
        return Lever.largest(forecasts, new Lever.Content(List.of(lines), paths), "/v2", NOW);
    }

    private static PathLine path(int repositories, RepositoryLine figures) {
        return new PathLine(figures, OptionalLong.of(repositories));
    }

    private static List<Forecast> forecasts(long plain, long untagged) {
        return List.of(
                new Forecast(
                        GarbageCollectionMode.GC,
                        Optional.of(new Reclaimable(1, plain)),
                        OptionalLong.of(0),
                        OptionalLong.of(0),
                        true),
                new Forecast(
                        GarbageCollectionMode.GC_DELETE_UNTAGGED,
                        Optional.of(new Reclaimable(2, untagged)),
                        OptionalLong.of(0),
                        OptionalLong.of(0),
                        true));
    }

    private static RepositoryLine line(String name, int days, long exclusive) {
        return new RepositoryLine(
                name,
                tags(days),
                Revisions.of(1, 0, 0),
                new RepositoryLine.Size(OptionalLong.of(exclusive), OptionalLong.of(exclusive)),
                Uploads.none(),
                0);
    }

    private static RepositoryLine uploads(int days) {
        return new RepositoryLine(
                "up",
                tags(0),
                Revisions.of(0, 0, 0),
                new RepositoryLine.Size(OptionalLong.of(0), OptionalLong.of(0)),
                new Uploads(OptionalLong.of(2), OptionalLong.of(70), Optional.of(NOW.minus(Duration.ofDays(days)))),
                0);
    }

    private static RepositoryLine.Tags tags(int days) {
        return new RepositoryLine.Tags(
                OptionalLong.of(1), OptionalLong.of(0), Optional.of(NOW.minus(Duration.ofDays(days))));
    }
}
