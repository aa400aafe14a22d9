package io.registryexporter.exporter.http;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread for each request that is under way, made when it is needed and gone soon after; beyond a limit a request is
 * refused. What many requests at a time have left in the heap is given back when they are over: buffers that were held
 * for slow clients have grown old by then, and would stay until the heap is full.
 */
final class RequestThreads extends ThreadPoolExecutor {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int STACK_BYTES = 256 * 1024;
    private static final int MANY = 64;
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Runnable memory;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicLong relieved = new AtomicLong(System.nanoTime() - REST_NANOS);

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
        if (peak >= MANY && left <= peak / 4 && isRested() && most.compareAndSet(peak, left)) {
            memory.run();
        }
    }

    /** By one thread, and not so often that crowds which come and go would cost more than they leave. */
    private boolean isRested() {
        long last = relieved.get();
        long now = System.nanoTime();
        return now - last >= REST_NANOS && relieved.compareAndSet(last, now);
    }
}
