package io.registryexporter.exporter.scan.reader;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time that a scan gives a registry to finish what it is writing (R24). */
@FunctionalInterface
public interface Pause {
    void run();

    /** Longer than a registry takes between two of its writes, and too short to matter to a scan. */
    static Pause betweenWrites() {
        return () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
}
