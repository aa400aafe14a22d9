package io.registryexporter.exporter.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Lets only so many operations on the file system begin in a second, of all threads together. */
public final class Pace {
    private static final long UNLIMITED = 0;

    private final long nanosEach;
    private final LongSupplier nanoTime;
    private final AtomicLong next;

    private Pace(long nanosEach, LongSupplier nanoTime) {
        this.nanosEach = nanosEach;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
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
        if (nanosEach != UNLIMITED) {
            long wait = reserve();
            while (wait > 0 && !Thread.currentThread().isInterrupted()) {
                long start = nanoTime.getAsLong();
                LockSupport.parkNanos(wait);
                wait -= nanoTime.getAsLong() - start;
            }
        }
    }

    /** Takes the next turn, and says how many nanoseconds it is away; time that nobody used is not made up for. */
    long reserve() {
        long now = nanoTime.getAsLong();
        long turn = next.getAndUpdate(reserved -> (reserved - now > 0 ? reserved : now) + nanosEach);
        return Math.max(0, turn - now);
    }
}
