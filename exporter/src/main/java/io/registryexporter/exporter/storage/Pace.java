package io.registryexporter.exporter.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts the operations on the file system, and limits how many all threads together begin in a second. */
public final class Pace {
    private static final long UNLIMITED = 0;

    private final long nanosEach;
    private final RateLimiter limiter;
    private final LongAdder operations = new LongAdder();

    private Pace(long nanosEach, LongSupplier nanoTime) {
        this.nanosEach = nanosEach;
        this.limiter = new RateLimiter(nanoTime, 0);
    }

    public static Pace unlimited() {
        return new Pace(UNLIMITED, System::nanoTime);
    }

    /**
     * So many operations a second.
     *
     * @param operations 0 for no limit
     */
    public static Pace perSecond(int operations) {
        return perSecond(operations, System::nanoTime);
    }

    static Pace perSecond(int operations, LongSupplier nanoTime) {
        return operations == 0
                ? unlimited()
                : new Pace(Math.max(1, TimeUnit.SECONDS.toNanos(1) / operations), nanoTime);
    }

    /** Waits until the next operation may begin. */
    void await() {
        countEntry();
        if (nanosEach != UNLIMITED) {
            limiter.await(nanosEach);
        }
    }

    /** Counts what is no operation of its own, such as an entry of a directory that is being listed. */
    void countEntry() {
        operations.increment();
    }

    /** How many operations have begun, and how many entries have been listed. */
    public long operations() {
        return operations.sum();
    }

    /** Reserves time for an operation, and returns in how many nanoseconds that begins; unused time is lost. */
    long reserve() {
        return limiter.reserve(nanosEach);
    }
}
