package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.fixture.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether the loop turns. */
class PulseTest {
    private final SettableClock clock = new SettableClock();
    private final Pulse pulse = new Pulse(clock);

    @Test
    void a_loop_that_turns_now_and_then_is_well() {
        for (int i = 0; i < 10; i++) {
            clock.pass(Pulse.LIMIT);
            assertThat(pulse.trouble()).isEmpty();
            pulse.turned();
        }
    }

    @Test
    void one_that_stands_still_is_not() {
        clock.pass(Pulse.LIMIT.plusSeconds(1));

        assertThat(pulse.trouble()).hasValueSatisfying(what -> assertThat(what).contains("301 s"));
    }

    @Test
    void one_that_goes_on_is_well_again() {
        clock.pass(Duration.ofHours(1));
        pulse.turned();

        assertThat(pulse.trouble()).isEmpty();
    }

    @Test
    void an_informer_that_has_ended_does_not_come_back() {
        pulse.ended("Deployment");
        pulse.turned();

        assertThat(pulse.trouble()).contains("the informer of Deployment has ended");
    }
}
