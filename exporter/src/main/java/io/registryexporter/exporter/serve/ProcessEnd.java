package io.registryexporter.exporter.serve;

/** Ends the process, because it could not do its work any more and would only look alive. */
public interface ProcessEnd {
    /** A thread of the server, or the one that scans, has died. */
    void threadDied(Throwable cause);

    /** The first scan has run out of memory; there are no numbers to serve. */
    void noMemory();
}
