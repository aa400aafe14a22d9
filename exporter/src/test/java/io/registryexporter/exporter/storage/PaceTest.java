package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final Pace pace = Pace.perSecond(1000, now::get);

    @Test
    void operations_have_their_turns_one_after_the_other() {
        assertThat(pace.reserve()).isZero();
        assertThat(pace.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(pace.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(2));
    }

    @Test
    void time_that_nobody_used_is_not_made_up_for() {
        pace.reserve();
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(pace.reserve()).isZero();
        assertThat(pace.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
    }

    @Test
    void a_turn_is_waited_for() {
        Pace real = Pace.perSecond(100);
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            real.await();
        }
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
    }
}
