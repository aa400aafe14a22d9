package io.registryexporter.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Inventories;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Tag;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SelectedSeriesTest {
    private final Inventory inventory = Inventories.of(List.of(
            repository("team/api", tag("old", 1), tag("new", 9), tag("same", 5)),
            repository("team/web", tag("nightly", 8), tag("same", 5)),
            repository("tools", tag("v1", 7))));

    @Test
    void without_options_everything_has_series() {
        assertThat(names(SeriesOptions.everything()))
                .containsExactly(
                        "team/api:old",
                        "team/api:new",
                        "team/api:same",
                        "team/web:nightly",
                        "team/web:same",
                        "tools:v1");
    }

    @Test
    void expressions_match_whole_names() {
        assertThat(names(options("team/.*", "", "", true, 0))).hasSize(5);
        assertThat(names(options("team", "", "", true, 0))).isEmpty();
        assertThat(names(options("", "team/w.*|tools", "", true, 0)))
                .containsExactly("team/api:old", "team/api:new", "team/api:same");
        assertThat(names(options("", "", "same|n.*", true, 0))).containsExactly("team/api:old", "tools:v1");
    }

    @Test
    void repositories_keep_their_series_when_tags_have_none() {
        SelectedSeries selected = SelectedSeries.of(inventory, options("", "", "", false, 0));
        assertThat(selected.repositories()).hasSize(3).allMatch(s -> s.tags().isEmpty());
        assertThat(selected.cutSeries()).isZero();
    }

    @Test
    void beyond_the_limit_the_newest_pushes_are_kept_and_equal_ones_by_name() {
        assertThat(names(options("", "", "", true, 4)))
                .containsExactly("team/api:new", "team/api:same", "team/web:nightly", "tools:v1");
        assertThat(SelectedSeries.of(inventory, options("", "", "", true, 4)).cutSeries())
                .isEqualTo(4);
    }

    @Test
    void at_the_limit_nothing_is_cut() {
        assertThat(SelectedSeries.of(inventory, options("", "", "", true, 6)).cutTags())
                .isZero();
    }

    private List<String> names(SeriesOptions options) {
        return SelectedSeries.of(inventory, options).repositories().stream()
                .flatMap(s -> s.tags().stream().map(tag -> s.repository().name() + ":" + tag.name()))
                .toList();
    }

    private static SeriesOptions options(String include, String exclude, String tags, boolean perTag, int max) {
        return new SeriesOptions(pattern(include), pattern(exclude), pattern(tags), perTag, max, 1);
    }

    private static Optional<Pattern> pattern(String regex) {
        return regex.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(regex));
    }

    private static Repository repository(String name, Tag... tags) {
        return Inventories.repository(name, tags.length, List.of(tags), List.of());
    }

    private static Tag tag(String name, long pushed) {
        return new Tag(name, 1, 1, pushed, 0);
    }
}
