package io.registryexporter.support.real;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process brings about; never longer than a test may take. */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(25);

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "");
    }

    /** The same for what takes longer by design. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        until(what, limit, condition, () -> "");
    }

    public static void until(String what, BooleanSupplier condition, Supplier<String> instead) {
        until(what, LIMIT, condition, instead);
    }

    private static void until(String what, Duration limit, BooleanSupplier condition, Supplier<String> instead) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("in vain: " + what + " " + instead.get());
            }
            pause();
        }
    }

    public static <T> T found(String what, Supplier<Optional<T>> supplier) {
        return found(what, () -> "", supplier);
    }

    public static <T> T found(String what, Supplier<String> instead, Supplier<Optional<T>> supplier) {
        long end = System.nanoTime() + LIMIT.toNanos();
        Optional<T> found = supplier.get();
        while (found.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("in vain: " + what + " " + instead.get());
            }
            pause();
            found = supplier.get();
        }
        return found.get();
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
