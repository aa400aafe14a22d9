package io.registryexporter.exporter.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts the operations on the file system, and lets only so many begin in a second, of all threads together. */
public final class Pace {
    private static final long UNLIMITED = 0;

    private final long nanosEach;
    private final Turns turns;
    private final LongAdder operations = new LongAdder();

    private Pace(long nanosEach, LongSupplier nanoTime) {
        this.nanosEach = nanosEach;
        this.turns = new Turns(nanoTime, 0);
    }

    public static Pace unlimited() {
        return new Pace(UNLIMITED, System::nanoTime);
    }

    /**
     * So many a second.
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

    /** Waits for the turn of one operation. */
    void await() {
        countEntry();
        if (nanosEach != UNLIMITED) {
            turns.await(nanosEach);
        }
    }

    /** Counts what is no operation of its own, such as an entry of a directory that is being listed. */
    void countEntry() {
        operations.increment();
    }

    /** How many operations have begun, and entries been listed. */
    public long operations() {
        return operations.sum();
    }

    /** Takes the next turn, and says how many nanoseconds it is away; time that nobody used is not made up for. */
    long reserve() {
        return turns.reserve(nanosEach);
    }
}
