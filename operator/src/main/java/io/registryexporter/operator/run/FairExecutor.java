package io.registryexporter.operator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs a limited number of rounds at a time, at most half of them for one namespace, and serves the namespaces in turn.
 * So a namespace with many resources does not delay the others.
 */
final class FairExecutor extends AbstractExecutorService {
    private final ExecutorService threads;
    private final Supplier<String> namespace;
    private final Runnable progress;
    private final FairQueue<Runnable> queue;
    private boolean closed;

    /**
     * An executor with its own threads.
     *
     * @param rounds how many run at a time
     * @param namespace of the round that the current thread submits
     * @param progress runs when a round begins, and when a round ends
     */
    FairExecutor(int rounds, Supplier<String> namespace, Runnable progress) {
        this.threads = Executors.newFixedThreadPool(rounds);
        this.namespace = namespace;
        this.progress = progress;
        this.queue = new FairQueue<>(Math.max(1, rounds / 2));
    }

    @Override
    public void execute(Runnable round) {
        execute(namespace.get(), round);
    }

    /** Runs a round for that namespace. */
    void execute(String namespaceName, Runnable round) {
        synchronized (queue) {
            if (closed) {
                throw new RejectedExecutionException("the operator ends");
            }
            queue.add(namespaceName, round);
        }
        threads.execute(this::runNext);
    }

    /**
     * Runs waiting rounds. If all waiting namespaces have used up their share, the end of one of their rounds
     * continues.
     */
    private void runNext() {
        Optional<FairQueue.Dispatched<Runnable>> dispatched = next();
        while (dispatched.isPresent()) {
            progress.run();
            try {
                dispatched.get().item().run();
            } finally {
                progress.run();
                ended(dispatched.get().namespace());
            }
            dispatched = next();
        }
    }

    private Optional<FairQueue.Dispatched<Runnable>> next() {
        synchronized (queue) {
            return queue.next();
        }
    }

    /** Called after an error too, which ends this thread, so that another thread continues. */
    private void ended(String namespaceName) {
        boolean more;
        synchronized (queue) {
            queue.ended(namespaceName);
            more = !queue.isEmpty();
        }
        if (more && !threads.isShutdown()) {
            threads.execute(this::runNext);
        }
    }

    @Override
    public void shutdown() {
        synchronized (queue) {
            closed = true;
        }
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        List<Runnable> left = new ArrayList<>();
        for (Optional<FairQueue.Dispatched<Runnable>> dispatched = next();
                dispatched.isPresent();
                dispatched = next()) {
            left.add(dispatched.get().item());
        }
        threads.shutdownNow();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
