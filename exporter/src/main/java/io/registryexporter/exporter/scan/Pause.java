package io.registryexporter.exporter.scan;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The moment that a scan gives a registry to finish what it is writing (R24). */
@FunctionalInterface
public interface Pause {
    void run();

    /** As long as a registry takes from one of its writes to the next, and nobody notices. */
    static Pause settling() {
        return () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
}
