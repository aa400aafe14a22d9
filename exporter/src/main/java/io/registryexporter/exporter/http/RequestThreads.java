package io.registryexporter.exporter.http;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread for each running request, which starts when it is needed and ends soon after; beyond a limit a request is
 * rejected. Frees the memory of many concurrent requests when they are over: buffers of slow clients are in the old
 * generation by then, and would stay until the heap is full.
 */
final class RequestThreads extends ThreadPoolExecutor {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int STACK_BYTES = 256 * 1024;
    private static final int MANY = 64;
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Runnable freeMemory;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicLong lastFreed = new AtomicLong(System.nanoTime() - REST_NANOS);

    /**
     * Daemon threads.
     *
     * @param freeMemory frees memory that is not used any more
     */
    RequestThreads(int limit, Runnable freeMemory) {
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
        this.freeMemory = freeMemory;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        int left = underWay.decrementAndGet();
        int peak = most.get();
        if (peak >= MANY && left <= peak / 4 && isRested() && most.compareAndSet(peak, left)) {
            freeMemory.run();
        }
    }

    /** Lets one thread free memory, and not too often. */
    private boolean isRested() {
        long last = lastFreed.get();
        long now = System.nanoTime();
        return now - last >= REST_NANOS && lastFreed.compareAndSet(last, now);
    }
}
