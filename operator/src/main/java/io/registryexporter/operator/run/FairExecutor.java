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
 * Runs the rounds: so many at a time, and of one namespace no more than half of them, each namespace in its turn. So one
 * namespace with many resources does not keep another one waiting.
 */
final class FairExecutor extends AbstractExecutorService {
    private final ExecutorService threads;
    private final Supplier<String> lane;
    private final Runnable progress;
    private final Lanes<Runnable> lanes;
    private boolean closed;

    /**
     * With threads of its own.
     *
     * @param rounds at a time
     * @param lane of what is being submitted, by the thread that submits it
     * @param progress is run when a round begins, and when one ends
     */
    FairExecutor(int rounds, Supplier<String> lane, Runnable progress) {
        this.threads = Executors.newFixedThreadPool(rounds);
        this.lane = lane;
        this.progress = progress;
        this.lanes = new Lanes<>(Math.max(1, rounds / 2));
    }

    @Override
    public void execute(Runnable round) {
        execute(lane.get(), round);
    }

    /** In a lane of the caller's choice. */
    void execute(String where, Runnable round) {
        synchronized (lanes) {
            if (closed) {
                throw new RejectedExecutionException("the operator ends");
            }
            lanes.add(where, round);
        }
        threads.execute(this::runNext);
    }

    /** Where the share of all lanes that wait is used up, the end of one of their rounds goes on. */
    private void runNext() {
        Optional<Lanes.Turn<Runnable>> turn = next();
        while (turn.isPresent()) {
            progress.run();
            try {
                turn.get().what().run();
            } finally {
                progress.run();
                ended(turn.get().lane());
            }
            turn = next();
        }
    }

    private Optional<Lanes.Turn<Runnable>> next() {
        synchronized (lanes) {
            return lanes.next();
        }
    }

    /** Also after an error, which ends the thread: another one goes on. */
    private void ended(String where) {
        boolean more;
        synchronized (lanes) {
            lanes.ended(where);
            more = !lanes.isEmpty();
        }
        if (more && !threads.isShutdown()) {
            threads.execute(this::runNext);
        }
    }

    @Override
    public void shutdown() {
        synchronized (lanes) {
            closed = true;
        }
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        List<Runnable> left = new ArrayList<>();
        for (Optional<Lanes.Turn<Runnable>> turn = next(); turn.isPresent(); turn = next()) {
            left.add(turn.get().what());
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
