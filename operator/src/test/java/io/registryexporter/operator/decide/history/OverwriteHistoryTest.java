package io.registryexporter.operator.decide.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Three times in ten minutes are enough. */
class OverwriteHistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final InjectionFingerprint REQUEST = new InjectionFingerprint("asked");

    private OverwriteHistory overwrites = OverwriteHistory.none();
    private long generation = 1;
    private Instant now = START;

    @Test
    void after_the_third_time_in_ten_minutes_the_operator_gives_in() {
        write();
        undone(Duration.ofMinutes(3));
        write();
        undone(Duration.ofMinutes(3));
        write();
        assertThat(overwrites.stopped()).isEmpty();
        undone(Duration.ofMinutes(3));

        assertThat(overwrites.stopped()).contains(REQUEST);
    }

    @Test
    void three_times_in_more_than_ten_minutes_are_no_fight() {
        for (int i = 0; i < 10; i++) {
            write();
            undone(Duration.ofMinutes(5));
            assertThat(overwrites.stopped()).isEmpty();
        }
    }

    @Test
    void looking_again_before_it_is_written_counts_once() {
        write();
        undone(Duration.ofMinutes(1));
        undone(Duration.ofMinutes(1));
        undone(Duration.ofMinutes(1));

        assertThat(overwrites.stopped()).isEmpty();
    }

    @Test
    void something_else_to_write_is_nothing_that_was_undone() {
        for (int i = 0; i < 5; i++) {
            String fingerprint = "fingerprint-" + i;
            overwrites = overwrites
                    .beforeWrite(fingerprint, ++generation, REQUEST, now)
                    .written(fingerprint, ++generation);
        }
        assertThat(overwrites.stopped()).isEmpty();
        assertThat(overwrites.times()).isEmpty();
    }

    @Test
    void a_cache_that_has_not_seen_the_last_write_is_nothing_that_was_undone() {
        write();
        overwrites = overwrites.beforeWrite("exporter", generation - 1, REQUEST, now);

        assertThat(overwrites.times()).isEmpty();
        assertThat(overwrites.intact()).isTrue();
    }

    @Test
    void it_begins_again_at_a_new_request() {
        fight();

        assertThat(overwrites.beforeWrite("exporter", generation, REQUEST, now).stopped())
                .contains(REQUEST);
        assertThat(overwrites.beforeWrite("exporter", generation, new InjectionFingerprint("retry"), now))
                .isEqualTo(OverwriteHistory.none());
    }

    @Test
    void a_previous_process_that_gave_in_is_respected_until_a_new_request() {
        overwrites = OverwriteHistory.stoppedAt(REQUEST);

        assertThat(overwrites.beforeWrite("exporter", 7, REQUEST, now).stopped())
                .contains(REQUEST);
        assertThat(overwrites
                        .beforeWrite("exporter", 7, new InjectionFingerprint("retry"), now)
                        .stopped())
                .isEmpty();
    }

    private void fight() {
        for (int i = 0; i < OverwriteHistory.LIMIT; i++) {
            write();
            undone(Duration.ofMinutes(1));
        }
    }

    private void write() {
        overwrites = overwrites.written("exporter", ++generation);
    }

    private void undone(Duration later) {
        now = now.plus(later);
        overwrites = overwrites.beforeWrite("exporter", ++generation, REQUEST, now);
    }
}
