package io.registryexporter.exporter.storage;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Limits how many bytes all threads together read in a second. Pieces are so small that reads come in no bursts. */
public final class ByteRate {
    private static final long UNLIMITED = 0;
    private static final long PIECES_PER_SECOND = 20;

    /** A thread always wakes up a little late. */
    private static final long CREDIT = TimeUnit.MILLISECONDS.toNanos(5);

    private final long bytesPerSecond;
    private final RateLimiter limiter;

    private ByteRate(long bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond;
        this.limiter = new RateLimiter(nanoTime, CREDIT);
    }

    public static ByteRate unlimited() {
        return new ByteRate(UNLIMITED, System::nanoTime);
    }

    /**
     * So many bytes a second.
     *
     * @param bytes 0 for no limit
     */
    public static ByteRate perSecond(long bytes) {
        return perSecond(bytes, System::nanoTime);
    }

    static ByteRate perSecond(long bytes, LongSupplier nanoTime) {
        return new ByteRate(bytes, nanoTime);
    }

    /** How many of the bytes that are left to read at once. */
    int piece(int left) {
        return bytesPerSecond == UNLIMITED
                ? left
                : (int) Math.min(left, Math.max(1, bytesPerSecond / PIECES_PER_SECOND));
    }

    /** Waits until a piece may be read. */
    void await(int piece) {
        if (bytesPerSecond != UNLIMITED) {
            limiter.await(nanos(piece));
        }
    }

    /** Reserves time for a piece, and returns in how many nanoseconds that begins. */
    long reserve(int piece) {
        return limiter.reserve(nanos(piece));
    }

    private long nanos(int piece) {
        return TimeUnit.SECONDS.toNanos(piece) / bytesPerSecond;
    }
}
