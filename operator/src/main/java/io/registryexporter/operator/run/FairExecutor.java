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
 * Runs the rounds: so many at a time, and of one namespace no more than half of them, each namespace in its dispatched. So one
 * namespace with many resources does not keep another one waiting.
 */
final class FairExecutor extends AbstractExecutorService {
    private final ExecutorService threads;
    private final Supplier<String> namespace;
    private final Runnable progress;
    private final FairQueue<Runnable> queue;
    private boolean closed;

    /**
     * With threads of its own.
     *
     * @param rounds at a time
     * @param namespace of what is being submitted, by the thread that submits it
     * @param progress is run when a round begins, and when one ends
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

    /** In a namespace of the caller's choice. */
    void execute(String namespaceName, Runnable round) {
        synchronized (queue) {
            if (closed) {
                throw new RejectedExecutionException("the operator ends");
            }
            queue.add(namespaceName, round);
        }
        threads.execute(this::runNext);
    }

    /** Where the share of all queue that wait is used up, the end of one of their rounds goes on. */
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

    /** Also after an error, which ends the thread: another one goes on. */
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
