package io.registryexporter.exporter.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StillnessTest {
    private static final Instant START = Instant.ofEpochSecond(4_000_000_000L);

    private final Stillness start = Stillness.from(7, START);

    @Test
    void what_does_not_move_is_still_for_as_long_as_it_was_looked_at() {
        assertThat(start.look(7, START.plusSeconds(5))
                        .look(7, START.plusSeconds(12))
                        .still())
                .isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void what_moves_begins_anew() {
        Stillness moved = start.look(7, START.plusSeconds(50)).look(8, START.plusSeconds(55));
        assertThat(moved.still()).isZero();
        assertThat(moved.look(8, START.plusSeconds(60)).still()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_machine_that_slept_between_two_looks_counts_for_a_minute() {
        assertThat(start.look(7, START.plus(Duration.ofHours(8))).still()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_clock_that_is_set_back_takes_nothing_away() {
        assertThat(start.look(7, START.plusSeconds(20))
                        .look(7, START.minusSeconds(100))
                        .still())
                .isEqualTo(Duration.ofSeconds(20));
    }
}
