package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The thread that answers waits here for a client that takes no bytes; the thread that reads ends the wait. */
final class WriteTimeout {
    private boolean isWritable;
    private boolean isClosed;
    private boolean waiting;
    private long since;

    /** Waits at most until a time of {@link System#nanoTime}. */
    Transport.Backpressure backpressure(long until, Runnable wantsToWrite) {
        return () -> await(until, wantsToWrite);
    }

    private synchronized void await(long until, Runnable wantsToWrite) throws IOException {
        isWritable = false;
        waiting = true;
        since = System.nanoTime();
        wantsToWrite.run();
        try {
            while (!isWritable) {
                long left = until - System.nanoTime();
                if (isClosed || left <= 0) {
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

    /** The client takes bytes again. */
    synchronized void writable() {
        isWritable = true;
        notifyAll();
    }

    /** The connection is closed. */
    synchronized void closed() {
        isClosed = true;
        notifyAll();
    }

    /** For how long the client has taken no bytes, in nanoseconds; 0 if nobody waits for the client. */
    synchronized long waitedNanos() {
        return waiting ? System.nanoTime() - since : 0;
    }
}
