package io.registryexporter.operator.decide.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.history.OverwriteHistory.Write;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three times are enough, unless each time something is new. */
class OverwriteHistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final InjectionFingerprint REQUEST = new InjectionFingerprint("asked");

    private OverwriteHistory overwrites = OverwriteHistory.none();
    private String base = "template";
    private long generation = 1;
    private Instant now = START;

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT3M", "PT316S", "PT1H", "PT24H", "PT47H"})
    void after_the_third_time_the_operator_gives_in_however_slowly_they_came(Duration each) {
        write();
        undone(each);
        write();
        undone(each);
        write();
        assertThat(overwrites.stopped()).isEmpty();
        undone(each);

        assertThat(overwrites.stopped()).contains(REQUEST);
    }

    @Test
    void what_stayed_for_two_days_was_accepted_so_that_the_count_begins_again() {
        for (int month = 0; month < 12; month++) {
            write();
            undone(Duration.ofDays(30));
            write();
            undone(Duration.ofMinutes(1));
            assertThat(overwrites.stopped()).isEmpty();
        }
    }

    @Test
    void an_owner_that_changes_the_template_each_time_is_no_fight() {
        for (int release = 0; release < 10; release++) {
            write();
            base = "template of release " + release;
            undone(Duration.ofHours(1));
            assertThat(overwrites.stopped()).isEmpty();
            assertThat(overwrites.overwrites()).hasSizeLessThan(OverwriteHistory.LIMIT);
        }
    }

    @Test
    void an_owner_that_changes_the_template_each_time_in_quick_succession_is_a_fight() {
        for (int i = 0; i < 3; i++) {
            write();
            base = "template with checksum " + i;
            undone(Duration.ofMinutes(3));
        }
        assertThat(overwrites.stopped()).contains(REQUEST);
    }

    @Test
    void a_changed_template_is_not_the_first_of_three_times() {
        write();
        base = "changed";
        undone(Duration.ofHours(1));
        write();
        undone(Duration.ofHours(1));
        write();
        undone(Duration.ofHours(1));
        assertThat(overwrites.stopped()).isEmpty();
        write();
        undone(Duration.ofHours(1));
        assertThat(overwrites.stopped()).contains(REQUEST);
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
                    .beforeWrite(new Write(fingerprint, ++generation, base, now), REQUEST)
                    .written(new Write(fingerprint, ++generation, base, now));
        }
        assertThat(overwrites.stopped()).isEmpty();
        assertThat(overwrites.overwrites()).isEmpty();
    }

    @Test
    void a_cache_that_has_not_seen_the_last_write_is_nothing_that_was_undone() {
        write();
        overwrites = overwrites.beforeWrite(new Write("exporter", generation - 1, base, now), REQUEST);

        assertThat(overwrites.overwrites()).isEmpty();
        assertThat(overwrites.intact()).isTrue();
    }

    @Test
    void it_begins_again_at_a_new_request() {
        fight();

        assertThat(before(REQUEST).stopped()).contains(REQUEST);
        assertThat(before(new InjectionFingerprint("retry"))).isEqualTo(OverwriteHistory.none());
    }

    @Test
    void a_new_request_does_not_inherit_the_count() {
        write();
        undone(Duration.ofHours(1));
        write();
        undone(Duration.ofHours(1));

        assertThat(before(new InjectionFingerprint("retry")).overwrites()).isEmpty();
    }

    @Test
    void a_previous_process_that_gave_in_is_respected_until_a_new_request() {
        overwrites = OverwriteHistory.stoppedAt(REQUEST);

        assertThat(before(REQUEST).stopped()).contains(REQUEST);
        assertThat(before(new InjectionFingerprint("retry")).stopped()).isEmpty();
    }

    private OverwriteHistory before(InjectionFingerprint request) {
        return overwrites.beforeWrite(new Write("exporter", generation, base, now), request);
    }

    private void fight() {
        for (int i = 0; i < OverwriteHistory.LIMIT; i++) {
            write();
            undone(Duration.ofMinutes(1));
        }
    }

    private void write() {
        overwrites = overwrites.written(new Write("exporter", ++generation, base, now));
    }

    private void undone(Duration later) {
        now = now.plus(later);
        overwrites = overwrites.beforeWrite(new Write("exporter", ++generation, base, now), REQUEST);
    }
}
