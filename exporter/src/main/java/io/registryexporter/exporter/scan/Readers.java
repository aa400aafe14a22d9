package io.registryexporter.exporter.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** The threads that read, and the way to have a list of things read by them. */
record Readers(ExecutorService threads) {

    /** The results of all tasks, in their order. */
    <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
        List<T> results = new ArrayList<>(tasks.size());
        for (Future<T> future : threads.invokeAll(tasks)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("reading failed: " + e.getCause(), e.getCause());
            }
        }
        return results;
    }
}
