package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.fixture.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether the loop turns. */
class LivenessTest {
    private final SettableClock clock = new SettableClock();
    private final Liveness liveness = new Liveness(clock);

    @Test
    void a_loop_that_turns_now_and_then_is_well() {
        for (int i = 0; i < 10; i++) {
            clock.pass(Liveness.LIMIT);
            assertThat(liveness.problem()).isEmpty();
            liveness.progressed();
        }
    }

    @Test
    void one_that_stands_still_is_not() {
        clock.pass(Liveness.LIMIT.plusSeconds(1));

        assertThat(liveness.problem())
                .hasValueSatisfying(what -> assertThat(what).contains("301 s"));
    }

    @Test
    void one_that_goes_on_is_well_again() {
        clock.pass(Duration.ofHours(1));
        liveness.progressed();

        assertThat(liveness.problem()).isEmpty();
    }

    @Test
    void an_informer_that_has_ended_does_not_come_back() {
        liveness.informerEnded("Deployment");
        liveness.progressed();

        assertThat(liveness.problem()).contains("the informer of Deployment has ended");
    }
}
