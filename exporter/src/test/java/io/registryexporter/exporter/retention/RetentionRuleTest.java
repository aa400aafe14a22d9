package io.registryexporter.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.storage.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RetentionRuleTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Digest DIGEST =
            Digest.parse("sha256:" + "a".repeat(64)).orElseThrow();

    @Test
    void the_newest_tags_stay() {
        assertThat(goes(keepLast(2), pushed("a", 1), pushed("b", 3), pushed("c", 2), pushed("d", 4)))
                .containsExactlyInAnyOrder("b", "d");
    }

    @Test
    void of_two_tags_of_one_moment_the_greater_name_counts_as_newer() {
        assertThat(goes(keepLast(1), pushed("v1", 5), pushed("v2", 5))).containsExactly("v1");
    }

    @Test
    void a_tag_that_is_exactly_as_old_stays() {
        assertThat(goes(olderThan(10), pushed("a", 9), pushed("b", 10), pushed("c", 11)))
                .containsExactly("c");
    }

    @Test
    void with_both_parts_a_tag_goes_where_both_let_it_go() {
        RetentionRule both =
                new RetentionRule(OptionalInt.of(1), Optional.of(Duration.ofDays(10)), TagPatterns.ALL, false);

        assertThat(goes(both, pushed("new", 1), pushed("second", 2), pushed("third", 20)))
                .containsExactly("third");
        assertThat(goes(both, pushed("only", 20))).isEmpty();
    }

    @Test
    void a_tag_that_cannot_be_pulled_does_not_take_the_place_of_a_sound_one() {
        KnownTag broken = new KnownTag("broken", DIGEST, 0, millis(1), Optional.empty(), false);

        assertThat(goes(keepLast(1), broken, pushed("sound", 2), pushed("old", 3)))
                .containsExactly("old");
    }

    @Test
    void patterns_match_whole_names() {
        TagPatterns patterns = new TagPatterns(
                Optional.of(Pattern.compile("team/.*")),
                Optional.of(Pattern.compile("team/base")),
                Optional.of(Pattern.compile("v[0-9]+")),
                Optional.of(Pattern.compile("v1")));

        assertThat(patterns.selectsRepository("team/app")).isTrue();
        assertThat(patterns.selectsRepository("my-team/app")).isFalse();
        assertThat(patterns.selectsRepository("team/base")).isFalse();
        assertThat(patterns.selectsTag("v10")).isTrue();
        assertThat(patterns.selectsTag("v1")).isFalse();
        assertThat(patterns.selectsTag("v2-rc")).isFalse();
    }

    private static RetentionRule keepLast(int kept) {
        return new RetentionRule(OptionalInt.of(kept), Optional.empty(), TagPatterns.ALL, false);
    }

    private static RetentionRule olderThan(int days) {
        return new RetentionRule(OptionalInt.empty(), Optional.of(Duration.ofDays(days)), TagPatterns.ALL, false);
    }

    private static KnownTag pushed(String name, int daysAgo) {
        return new KnownTag(name, DIGEST, 0, millis(daysAgo), Optional.empty(), true);
    }

    private static long millis(int daysAgo) {
        return NOW.minus(Duration.ofDays(daysAgo)).toEpochMilli();
    }

    private static List<String> goes(RetentionRule rule, KnownTag... tags) {
        return rule.letsGo(List.of(tags), NOW).stream().map(KnownTag::name).toList();
    }
}
