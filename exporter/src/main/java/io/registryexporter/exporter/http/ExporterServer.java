package io.registryexporter.exporter.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The exporter's HTTP server: a bounded number of threads, half of them at most for scrapes, so that health is always
 * answered, and a bounded queue before them. A connection beyond the queue is closed
 * at once, so that a flood of requests costs neither memory nor the health of the process.
 */
public final class ExporterServer implements AutoCloseable {
    private static final int THREADS = 32;
    private static final int SCRAPES = THREADS / 2;
    private static final int PAGES = 4;
    private static final int QUEUE = 64;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration DRAIN_STEP = Duration.ofMillis(10);

    /**
     * What is served.
     *
     * @param page for people
     * @param telemetryPath the path of the metrics
     * @param scanned the families of the last scan
     * @param live the families that are collected at each scrape
     * @param ready whether the first scan has ended
     * @param responseLimit how long a response may take, from the request to the last byte that the client takes
     */
    public record Content(
            HtmlPage page,
            String telemetryPath,
            Supplier<RenderedFamilies> scanned,
            CollectorRegistry live,
            BooleanSupplier ready,
            Duration responseLimit) {}

    private final HttpServer server;
    private final Router router;
    private final ThreadPoolExecutor executor;

    private ExporterServer(HttpServer server, Router router, ThreadPoolExecutor executor) {
        this.server = server;
        this.router = router;
        this.executor = executor;
    }

    /**
     * Binds the address and starts to serve.
     *
     * @throws IOException if the address cannot be bound
     */
    public static ExporterServer start(ListenAddress address, Content content) throws IOException {
        limitSlowClients(content.responseLimit());
        HttpServer server = HttpServer.create(address.resolve(), 0);
        Router router = new Router(routes(content));
        ThreadPoolExecutor executor = executor();
        server.createContext("/", router);
        server.setExecutor(executor);
        server.start();
        return new ExporterServer(server, router, executor);
    }

    /** The address that is listened on, with the port that was chosen if 0 was asked for. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Lets the requests under way end, for a few seconds at most, and stops. */
    @Override
    public void close() {
        long end = System.nanoTime() + DRAIN.toNanos();
        boolean interrupted = false;
        while (!router.isIdle() && System.nanoTime() < end && !interrupted) {
            interrupted = !sleep();
        }
        server.stop(0);
        executor.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean sleep() {
        try {
            TimeUnit.NANOSECONDS.sleep(DRAIN_STEP.toNanos());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static Map<String, HttpHandler> routes(Content content) {
        Map<String, HttpHandler> routes = new HashMap<>();
        routes.put("/", new LimitedHandler(new PageHandler(content.page()), PAGES));
        routes.put("/-/healthy", exchange -> Reply.text(exchange, 200, "Exporter is healthy.\n"));
        routes.put("/-/ready", exchange -> {
            boolean ready = content.ready().getAsBoolean();
            Reply.text(exchange, ready ? 200 : 503, ready ? "Exporter is ready.\n" : "The first scan is under way.\n");
        });
        routes.put(
                content.telemetryPath(),
                new LimitedHandler(new MetricsHandler(content.scanned(), content.live()), SCRAPES));
        return routes;
    }

    private static ThreadPoolExecutor executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                task -> {
                    Thread thread = new Thread(task, "http");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.AbortPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** The JDK's server reads these, in seconds, when its first instance is made, and waits for ever without them. */
    private static void limitSlowClients(Duration responseLimit) {
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "5");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", Long.toString(responseLimit.toSeconds()));
        // Otherwise each small response waits for the client's delayed acknowledgement.
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }
}
