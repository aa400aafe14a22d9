package io.registryexporter.exporter.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Limits the rate of all threads together: each operation reserves the next free span of time, and waits for it. */
final class RateLimiter {
    private final LongSupplier nanoTime;
    private final long credit;
    private final AtomicLong next;

    /** @param credit how many unused nanoseconds may be used later, at most */
    RateLimiter(LongSupplier nanoTime, long credit) {
        this.nanoTime = nanoTime;
        this.credit = credit;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Reserves a span of so many nanoseconds, and waits until it begins. */
    void await(long nanos) {
        long wait = reserve(nanos);
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            long start = nanoTime.getAsLong();
            LockSupport.parkNanos(wait);
            wait -= nanoTime.getAsLong() - start;
        }
    }

    /** Reserves a span of so many nanoseconds, and returns in how many nanoseconds it begins. */
    long reserve(long nanos) {
        long now = nanoTime.getAsLong();
        long earliest = now - credit;
        long reserved = next.getAndUpdate(free -> later(free, earliest) + nanos);
        return Math.max(0, later(reserved, earliest) - now);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
