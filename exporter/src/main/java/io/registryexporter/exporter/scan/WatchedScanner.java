package io.registryexporter.exporter.scan;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A scanner that abandons a scan in which nothing is read or listed any more. A file server that does not answer, or a pipe
 * in the place of a file, keeps a thread in the kernel, and nothing can interrupt that thread. The next scan has threads of
 * its own and takes nothing over. Not for several scans at a time.
 */
public final class WatchedScanner implements AutoCloseable {
    /** Each abandoned scan may keep all its threads. */
    private static final int MOST_ABANDONED = 3;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int LOOKS = 20;

    private final ReaderThreads threads;
    private final Function<ExecutorService, StorageScanner> scanners;
    private final Duration limit;
    private final Clock clock;
    private final List<ScanThreads> abandoned = new CopyOnWriteArrayList<>();
    private volatile Current current;

    /**
     * A scanner before its first scan.
     *
     * @param limit for how long a scan may be idle before it is abandoned; zero for ever
     */
    public WatchedScanner(
            ReaderThreads threads, Function<ExecutorService, StorageScanner> scanners, Duration limit, Clock clock) {
        this.threads = threads;
        this.scanners = scanners;
        this.limit = limit;
        this.clock = clock;
        this.current = startThreads();
    }

    private record Current(ScanThreads threads, StorageScanner scanner) {}

    /** Uses a scanner and its threads. */
    @FunctionalInterface
    public interface Task<T> {
        T run(StorageScanner scanner, ExecutorService readers) throws IOException, InterruptedException;
    }

    /**
     * Runs a task, until it ends or is idle for too long.
     *
     * @throws StuckException if the task was idle for as long as the limit, or if too many abandoned ones still keep their
     *     threads
     * @throws IOException if the task throws one
     * @throws InterruptedException if the task or this thread was interrupted
     */
    public <T> T run(Task<T> task) throws IOException, InterruptedException {
        abandoned.removeIf(ScanThreads::haveEnded);
        if (abandoned.size() >= MOST_ABANDONED) {
            throw new StuckException(
                    MOST_ABANDONED + " scans are stuck in the storage, and no other begins until one of"
                            + " them returns. Look at the volume, and restart the exporter when it answers again.");
        }
        Current used = current;
        Future<T> result = used.threads()
                .lead(() -> task.run(used.scanner(), used.threads().readers()));
        try {
            return await(result, used.scanner());
        } catch (StuckException | InterruptedException e) {
            used.threads().interrupt();
            abandoned.add(used.threads());
            current = startThreads();
            current.scanner().replace(used.scanner());
            throw e;
        }
    }

    private Current startThreads() {
        ScanThreads started = new ScanThreads(threads);
        return new Current(started, scanners.apply(started.readers()));
    }

    private <T> T await(Future<T> result, StorageScanner scanner) throws IOException, InterruptedException {
        IdleTime idle = IdleTime.from(scanner.steps(), clock.instant());
        while (limit.isZero() || idle.idle().compareTo(limit) < 0) {
            try {
                return result.get(wait(limit).toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                idle = idle.next(scanner.steps(), clock.instant());
            } catch (ExecutionException e) {
                throw unwrapped(e.getCause());
            }
        }
        throw new StuckException("nothing was read or listed for " + limit.toSeconds() + " seconds. Check that the"
                + " volume answers: `ls` of PATH, and the log of the node.");
    }

    private static Duration wait(Duration limit) {
        Duration wait = limit.dividedBy(LOOKS);
        return wait.isZero() || wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static IOException unwrapped(Throwable cause) throws InterruptedException {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException mistake) {
            throw mistake;
        }
        if (cause instanceof InterruptedException) {
            throw new InterruptedException(cause.getMessage());
        }
        return (IOException) cause;
    }

    /** How many scans were abandoned and still keep a thread. */
    public int stuck() {
        return (int) abandoned.stream().filter(kept -> !kept.haveEnded()).count();
    }

    /** Interrupts a scan that is running. */
    @Override
    public void close() {
        current.threads().interrupt();
    }
}
