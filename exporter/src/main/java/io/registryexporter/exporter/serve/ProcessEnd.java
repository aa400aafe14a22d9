package io.registryexporter.exporter.serve;

/** Ends the process, because it could not do its work any more and would only look alive. */
public interface ProcessEnd {
    /** A thread that scans has died. */
    default void readerDied(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            noMemory();
        } else {
            threadDied(cause);
        }
    }

    /** A thread of the server, or of something else than a want of memory one that scans, has died. */
    void threadDied(Throwable cause);

    /** The first scan has run out of memory; there are no numbers to serve. */
    void noMemory();
}
