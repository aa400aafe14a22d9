package io.registryexporter.exporter.scan;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads of a scan: one that leads it, and those that read for it. None of them keeps the process from ending. */
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

    /** Ends them; one that the system does not let return ends when it does. */
    void giveUp() {
        leader.shutdownNow();
        readers.shutdownNow();
    }

    boolean haveEnded() {
        return leader.isTerminated() && readers.isTerminated();
    }
}
