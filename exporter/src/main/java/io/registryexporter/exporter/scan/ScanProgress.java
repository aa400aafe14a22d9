package io.registryexporter.exporter.scan;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How far a scan is; written by its readers, read by anyone. */
public final class ScanProgress {
    private final AtomicReference<Stage> stage = new AtomicReference<>(new Stage("", 0));
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong moves = new AtomicLong();

    /**
     * A part of a scan.
     *
     * @param what is counted: directories of blobs, repositories, MiB
     * @param total how many of them there are
     */
    public record Stage(String what, int total) {}

    void begin(String what, int total) {
        moves.incrementAndGet();
        done.set(0);
        stage.set(new Stage(what, total));
    }

    void one() {
        moves.incrementAndGet();
        done.incrementAndGet();
    }

    /** For what is counted elsewhere, by several threads. */
    void reach(int count) {
        done.accumulateAndGet(count, Math::max);
    }

    /** Grows with each step, of whatever stage. */
    long moves() {
        return moves.get();
    }

    public Stage stage() {
        return stage.get();
    }

    /** How many of the stage are done. */
    public int done() {
        return done.get();
    }
}
