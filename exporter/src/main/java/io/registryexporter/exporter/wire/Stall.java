package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The waiting of a thread that answers for a client that takes nothing; ended by the thread that reads. */
final class Stall {
    private boolean writable;
    private boolean ended;
    private boolean waiting;
    private long since;

    /** Waits until a time of the clock of nanoseconds at most. */
    Link.Patience patience(long until, Runnable wantsToWrite) {
        return () -> await(until, wantsToWrite);
    }

    private synchronized void await(long until, Runnable wantsToWrite) throws IOException {
        writable = false;
        waiting = true;
        since = System.nanoTime();
        wantsToWrite.run();
        try {
            while (!writable) {
                long left = until - System.nanoTime();
                if (ended || left <= 0) {
                    throw new IOException("the client takes too long");
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the exporter stops", e);
        } finally {
            waiting = false;
        }
    }

    /** The client takes something. */
    synchronized void over() {
        writable = true;
        notifyAll();
    }

    /** The client is gone. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** How long it has lasted; 0 for no stall. */
    synchronized long nanos() {
        return waiting ? System.nanoTime() - since : 0;
    }
}
