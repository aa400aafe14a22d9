package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All connections, the threads for slow work, and the queue back to the thread that reads. */
final class Dispatcher implements ServerContext {
    private final Application application;
    private final Limits limits;
    private final ServerThreads threads;
    private final Runnable wakeUp;
    private final ResponseWriter writer = new ResponseWriter(Clock.systemUTC());
    private final ReadBuffers buffers = ReadBuffers.create();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    /** In the order in which they were accepted; only the thread that reads uses them. */
    private final Set<Connection> connections = new LinkedHashSet<>();

    Dispatcher(Application application, Limits limits, ServerThreads threads, Runnable wakeUp) {
        this.application = application;
        this.limits = limits;
        this.threads = threads;
        this.wakeUp = wakeUp;
    }

    Set<Connection> connections() {
        return connections;
    }

    boolean isIdle() {
        return underWay.get() == 0;
    }

    void stop() {
        threads.requests().shutdownNow();
        threads.handshakes().shutdownNow();
    }

    /** Runs the tasks that other threads have queued; only the thread that reads calls this. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Application application() {
        return application;
    }

    @Override
    public ResponseWriter writer() {
        return writer;
    }

    @Override
    public ReadBuffers buffers() {
        return buffers;
    }

    @Override
    public void gone(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public void mistake(Throwable mistake) {
        threads.mistake().accept(mistake);
    }

    @Override
    public void later(Runnable task) {
        tasks.add(task);
        wakeUp.run();
    }

    @Override
    public boolean hasRoom() {
        if (underWay.get() < limits.requests()) {
            return true;
        }
        Optional<Connection> stalled = connections.stream()
                .filter(connection -> connection.stalledNanos()
                        >= limits.times().of(Limits.Time.STALL).toNanos())
                .max(Comparator.comparing(Connection::stalledNanos));
        stalled.ifPresent(Connection::close);
        return stalled.isPresent();
    }

    @Override
    public void work(Runnable work, Runnable after) {
        run(threads.handshakes(), () -> {
            work.run();
            later(after);
        });
    }

    @Override
    public boolean answer(Request request, Sending sending, Consumer<Boolean> after) {
        underWay.incrementAndGet();
        Runnable answer = () -> {
            boolean stays = false;
            try {
                stays = sending.send(answer(request));
            } catch (IOException gone) {
                // The client is gone.
            } catch (RuntimeException e) {
                mistake(e);
            } finally {
                underWay.decrementAndGet();
                boolean keep = stays;
                later(() -> after.accept(keep));
            }
        };
        try {
            run(threads.requests(), answer);
            return true;
        } catch (RejectedExecutionException full) {
            underWay.decrementAndGet();
            return false;
        }
    }

    private Response answer(Request request) {
        try {
            return application.answer(request);
        } catch (IOException | RuntimeException e) {
            mistake(e);
            return Response.text(500, "500 Internal Server Error: the log says where\n");
        }
    }

    private void run(ExecutorService where, Runnable work) {
        where.execute(() -> {
            try {
                work.run();
            } catch (Error e) {
                threads.died().accept(e);
                throw e;
            }
        });
    }
}
