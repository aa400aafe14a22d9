package io.registryexporter.exporter.scan;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * The threads that read for a scan.
 *
 * @param count how many
 * @param died takes the reason why one of them has ended; a scan may wait for ever for the task of that thread
 */
public record ReaderThreads(int count, Consumer<Throwable> died) {

    ExecutorService start() {
        return new ForkJoinPool(
                count, ForkJoinPool.defaultForkJoinWorkerThreadFactory, (thread, cause) -> died.accept(cause), false);
    }
}
