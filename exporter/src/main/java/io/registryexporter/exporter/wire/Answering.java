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

/** The connections that there are, threads for what takes long, and the way back to the thread that reads. */
final class Answering implements Service {
    private final Application application;
    private final Limits limits;
    private final Threads threads;
    private final Runnable wakeUp;
    private final ResponseWriter writer = new ResponseWriter(Clock.systemUTC());
    private final Scratch scratch = Scratch.create();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    /** In the order in which they came; for the thread that reads alone. */
    private final Set<Connection> connections = new LinkedHashSet<>();

    Answering(Application application, Limits limits, Threads threads, Runnable wakeUp) {
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

    /** What other threads have left for the one that reads, which calls this. */
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
    public Scratch scratch() {
        return scratch;
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
                .filter(connection -> connection.stalled() >= limits.stall().toNanos())
                .max(Comparator.comparing(Connection::stalled));
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
                // The client does not want it any more.
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
