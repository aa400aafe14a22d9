package io.registryexporter.exporter.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdleTimeTest {
    private static final Instant START = Instant.ofEpochSecond(4_000_000_000L);

    private final IdleTime start = IdleTime.from(7, START);

    @Test
    void what_does_not_move_is_still_for_as_long_as_it_was_looked_at() {
        assertThat(start.next(7, START.plusSeconds(5))
                        .next(7, START.plusSeconds(12))
                        .idle())
                .isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void what_moves_begins_anew() {
        IdleTime moved = start.next(7, START.plusSeconds(50)).next(8, START.plusSeconds(55));
        assertThat(moved.idle()).isZero();
        assertThat(moved.next(8, START.plusSeconds(60)).idle()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_machine_that_slept_between_two_looks_counts_for_a_minute() {
        assertThat(start.next(7, START.plus(Duration.ofHours(8))).idle()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_clock_that_is_set_back_takes_nothing_away() {
        assertThat(start.next(7, START.plusSeconds(20))
                        .next(7, START.minusSeconds(100))
                        .idle())
                .isEqualTo(Duration.ofSeconds(20));
    }
}
