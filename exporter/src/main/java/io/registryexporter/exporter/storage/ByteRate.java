package io.registryexporter.exporter.storage;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets only so many bytes be read in a second, of all threads together, in pieces so small that nothing comes in bursts. */
public final class ByteRate {
    private static final long UNLIMITED = 0;
    private static final long PIECES_PER_SECOND = 20;

    /** A thread wakes up a little late each time. */
    private static final long CREDIT = TimeUnit.MILLISECONDS.toNanos(5);

    private final long bytesPerSecond;
    private final Turns turns;

    private ByteRate(long bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond;
        this.turns = new Turns(nanoTime, CREDIT);
    }

    public static ByteRate unlimited() {
        return new ByteRate(UNLIMITED, System::nanoTime);
    }

    /**
     * So many a second.
     *
     * @param bytes 0 for no limit
     */
    public static ByteRate perSecond(long bytes) {
        return perSecond(bytes, System::nanoTime);
    }

    static ByteRate perSecond(long bytes, LongSupplier nanoTime) {
        return new ByteRate(bytes, nanoTime);
    }

    /** How many of the wanted bytes to read at once. */
    int piece(int wanted) {
        return bytesPerSecond == UNLIMITED
                ? wanted
                : (int) Math.min(wanted, Math.max(1, bytesPerSecond / PIECES_PER_SECOND));
    }

    /** Waits for the turn of a piece. */
    void await(int piece) {
        if (bytesPerSecond != UNLIMITED) {
            turns.await(nanos(piece));
        }
    }

    /** Takes the turn of a piece, and says how many nanoseconds it is away. */
    long reserve(int piece) {
        return turns.reserve(nanos(piece));
    }

    private long nanos(int piece) {
        return TimeUnit.SECONDS.toNanos(piece) / bytesPerSecond;
    }
}
