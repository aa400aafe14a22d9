package io.registryexporter.exporter.scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The threads that read, and the way to have a list of things read by them. */
record Readers(ExecutorService threads) {

    /** How many entries of one repository are worth being read by several threads. */
    static final int MANY = 1000;

    /** A stream of entries, by the threads of the pool where it is run by one of these and there are many. */
    static <T> Stream<T> stream(Collection<T> entries) {
        return entries.size() > MANY ? entries.parallelStream() : entries.stream();
    }

    /** The results of all tasks, in their order. */
    <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
        List<T> results = new ArrayList<>(tasks.size());
        for (Future<T> future : threads.invokeAll(tasks)) {
            try {
                results.add(future.get());
            } catch (CancellationException e) {
                throw new InterruptedException("the exporter stops");
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }
        return results;
    }

    /** A lack of memory stays what it is, whatever the pool has put around it. */
    private static IllegalStateException failure(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof OutOfMemoryError memory) {
                throw memory;
            }
        }
        return new IllegalStateException("reading failed", cause);
    }
}
