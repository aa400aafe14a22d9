package io.registryexporter.exporter.serve;

/** Ends the process after an error that it cannot recover from. */
public interface FatalErrorHandler {
    /** A thread that scans has died. */
    default void readerDied(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            noMemory();
        } else {
            threadDied(cause);
        }
    }

    /** A thread of the server has died, or a thread that scans has died of another error than a lack of memory. */
    void threadDied(Throwable cause);

    /** The first scan had not enough memory; there are no numbers to serve. */
    void noMemory();
}
