package io.registryexporter.exporter.http;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread for each request that is under way, made when it is needed and gone soon after; beyond a limit a request is
 * refused. What many requests at a time have left in the heap is given back when they are over: buffers that were held
 * for slow clients have grown old by then, and would stay until the heap is full.
 */
final class RequestThreads extends ThreadPoolExecutor {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int STACK_BYTES = 256 * 1024;
    private static final int MANY = 64;

    private final Runnable memory;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /**
     * Threads as daemons.
     *
     * @param memory gives back what is not used any more
     */
    RequestThreads(int limit, Runnable memory) {
        super(
                0,
                limit,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(null, task, "http", STACK_BYTES);
                    thread.setDaemon(true);
                    return thread;
                },
                new AbortPolicy());
        this.memory = memory;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        int left = underWay.decrementAndGet();
        int peak = most.get();
        // One thread gives back, when most of them are through.
        if (peak >= MANY && left <= peak / 4 && most.compareAndSet(peak, left)) {
            memory.run();
        }
    }
}
