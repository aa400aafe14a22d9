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
 * A scanner that is given up where nothing is read or listed any more: a file server that is away, or a pipe that came
 * into the place of a file, holds a thread in the kernel, and nothing gets it out of there. The next scan has threads of
 * its own and remembers nothing. Not for several scans at a time.
 */
public final class WatchedScanner implements AutoCloseable {
    /** Each of them may hold as many threads as read. */
    private static final int MOST_GIVEN_UP = 3;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int LOOKS = 20;

    private final ReaderThreads threads;
    private final Function<ExecutorService, StorageScanner> scanners;
    private final Duration limit;
    private final Clock clock;
    private final List<ScanThreads> givenUp = new CopyOnWriteArrayList<>();
    private volatile Current current;

    /**
     * A scanner that remembers nothing yet.
     *
     * @param limit after how long without a move a scan is given up; zero for never
     */
    public WatchedScanner(
            ReaderThreads threads, Function<ExecutorService, StorageScanner> scanners, Duration limit, Clock clock) {
        this.threads = threads;
        this.scanners = scanners;
        this.limit = limit;
        this.clock = clock;
        this.current = anew();
    }

    private record Current(ScanThreads threads, StorageScanner scanner) {}

    /** What is done with a scanner and its threads. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(StorageScanner scanner, ExecutorService readers) throws IOException, InterruptedException;
    }

    /**
     * Reads, as long as it moves.
     *
     * @throws StuckException if it has not moved for as long as the limit, or if too many that did not move are still
     *     held
     * @throws IOException what the reading throws
     * @throws InterruptedException if the reading or this thread was interrupted
     */
    public <T> T run(Reading<T> reading) throws IOException, InterruptedException {
        givenUp.removeIf(ScanThreads::haveEnded);
        if (givenUp.size() >= MOST_GIVEN_UP) {
            throw new StuckException(MOST_GIVEN_UP + " scans are stuck in the storage, and no other begins until one of"
                    + " them returns. Look at the volume, and restart the exporter when it answers again.");
        }
        Current used = current;
        Future<T> result = used.threads()
                .lead(() -> reading.read(used.scanner(), used.threads().readers()));
        try {
            return await(result, used.scanner());
        } catch (StuckException | InterruptedException e) {
            used.threads().giveUp();
            givenUp.add(used.threads());
            current = anew();
            current.scanner().succeed(used.scanner());
            throw e;
        }
    }

    private Current anew() {
        ScanThreads fresh = new ScanThreads(threads);
        return new Current(fresh, scanners.apply(fresh.readers()));
    }

    private <T> T await(Future<T> result, StorageScanner scanner) throws IOException, InterruptedException {
        Stillness stillness = Stillness.from(scanner.moves(), clock.instant());
        while (limit.isZero() || stillness.still().compareTo(limit) < 0) {
            try {
                return result.get(wait(limit).toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                stillness = stillness.look(scanner.moves(), clock.instant());
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

    /** How many scans were given up and still hold a thread. */
    public int stuck() {
        return (int) givenUp.stream().filter(held -> !held.haveEnded()).count();
    }

    /** Gives up a scan under way. */
    @Override
    public void close() {
        current.threads().giveUp();
    }
}
