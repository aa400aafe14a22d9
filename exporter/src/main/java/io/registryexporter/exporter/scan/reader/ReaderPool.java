package io.registryexporter.exporter.scan.reader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The threads that read. */
public record ReaderPool(ExecutorService threads) {
    /** Several threads read the entries of one repository if there are more entries than this. */
    public static final int MANY = 1000;

    /** A stream of entries, parallel if there are many; the threads of the pool run the stream if one of them starts it. */
    public static <T> Stream<T> stream(Collection<T> entries) {
        return entries.size() > MANY ? entries.parallelStream() : entries.stream();
    }

    /**
     * The results of all tasks, in the order of the tasks.
     *
     * @throws InterruptedException if this thread was interrupted, or the pool was shut down
     */
    public <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
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

    /** An OutOfMemoryError is thrown as it is, whatever the pool has wrapped around it. */
    private static IllegalStateException failure(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof OutOfMemoryError memory) {
                throw memory;
            }
        }
        return new IllegalStateException("reading failed", cause);
    }
}
