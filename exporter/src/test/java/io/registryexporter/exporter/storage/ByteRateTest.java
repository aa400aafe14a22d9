package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ByteRateTest {
    private static final int BUFFER = 131_072;

    private final AtomicLong now = new AtomicLong(-5);
    private final ByteRate rate = ByteRate.perSecond(1_000_000, now::get);

    @Test
    void a_piece_waits_as_long_as_those_before_it_take() {
        assertThat(rate.reserve(10_000)).isZero();
        assertThat(rate.reserve(20_000)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(rate.reserve(1)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
    }

    @Test
    void no_more_than_the_limit_is_read_in_a_second() {
        long bytes = 0;
        while (now.get() < TimeUnit.SECONDS.toNanos(1)) {
            int piece = rate.piece(BUFFER);
            now.addAndGet(rate.reserve(piece));
            bytes += piece;
        }
        assertThat(bytes).isBetween(1_000_000L, 1_100_000L);
    }

    @Test
    void a_thread_that_wakes_up_late_loses_nothing() {
        rate.reserve(10_000);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(12));
        assertThat(rate.reserve(10_000)).isZero();
        assertThat(rate.reserve(10_000)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(8));
    }

    @Test
    void time_that_nobody_used_is_not_made_up_for() {
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        rate.reserve(10_000);
        assertThat(rate.reserve(10_000)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
    }

    @Test
    void pieces_are_small_where_the_limit_is() {
        assertThat(ByteRate.perSecond(1000).piece(BUFFER)).isEqualTo(50);
        assertThat(ByteRate.perSecond(1).piece(BUFFER)).isEqualTo(1);
        assertThat(ByteRate.perSecond(1_000_000_000).piece(BUFFER)).isEqualTo(BUFFER);
    }

    @Test
    void nothing_waits_without_a_limit() {
        ByteRate unlimited = ByteRate.perSecond(0, now::get);
        assertThat(unlimited.piece(BUFFER)).isEqualTo(BUFFER);
        unlimited.await(BUFFER);
        unlimited.await(BUFFER);
    }
}
