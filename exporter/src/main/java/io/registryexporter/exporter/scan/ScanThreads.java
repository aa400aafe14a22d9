package io.registryexporter.exporter.scan;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads of a scan: one that leads it, and those that read for it. All are daemons. */
final class ScanThreads {
    private final ExecutorService readers;
    private final ExecutorService leader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "scan-leader");
        thread.setDaemon(true);
        return thread;
    });

    ScanThreads(ReaderThreads readers) {
        this.readers = readers.start();
    }

    ExecutorService readers() {
        return readers;
    }

    <T> Future<T> lead(Callable<T> scan) {
        return leader.submit(scan);
    }

    /** Interrupts them. A thread that waits for the file system ends when that answers. */
    void interrupt() {
        leader.shutdownNow();
        readers.shutdownNow();
    }

    boolean haveEnded() {
        return leader.isTerminated() && readers.isTerminated();
    }
}
