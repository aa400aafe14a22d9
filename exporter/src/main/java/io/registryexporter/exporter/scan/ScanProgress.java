package io.registryexporter.exporter.scan;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How far a scan has come. Its readers write it, anyone may read it. */
public final class ScanProgress {
    private final AtomicReference<Stage> stage = new AtomicReference<>(new Stage("", 0));
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong steps = new AtomicLong();

    /**
     * A part of a scan.
     *
     * @param what is counted: directories of blobs, repositories, MiB
     * @param total how many of them there are
     */
    public record Stage(String what, int total) {}

    void begin(String what, int total) {
        steps.incrementAndGet();
        done.set(0);
        stage.set(new Stage(what, total));
    }

    void one() {
        steps.incrementAndGet();
        done.incrementAndGet();
    }

    /** Sets how many are done, counted elsewhere by several threads. */
    void reach(int count) {
        done.accumulateAndGet(count, Math::max);
    }

    /** How many steps the scan has made, in all stages. */
    long steps() {
        return steps.get();
    }

    public Stage stage() {
        return stage.get();
    }

    /** How many entries of the stage are done. */
    public int done() {
        return done.get();
    }
}
