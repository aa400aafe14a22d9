package io.registryexporter.exporter.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Turns of several threads, one after the other, each of which takes some time of all. */
final class Turns {
    private final LongSupplier nanoTime;
    private final long credit;
    private final AtomicLong next;

    /** @param credit how many nanoseconds that nobody used are made up for at most */
    Turns(LongSupplier nanoTime, long credit) {
        this.nanoTime = nanoTime;
        this.credit = credit;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Waits for a turn that takes so many nanoseconds. */
    void await(long nanos) {
        long wait = reserve(nanos);
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            long start = nanoTime.getAsLong();
            LockSupport.parkNanos(wait);
            wait -= nanoTime.getAsLong() - start;
        }
    }

    /** Takes the next turn, and says how many nanoseconds it is away. */
    long reserve(long nanos) {
        long now = nanoTime.getAsLong();
        long earliest = now - credit;
        long turn = next.getAndUpdate(reserved -> later(reserved, earliest) + nanos);
        return Math.max(0, later(turn, earliest) - now);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
