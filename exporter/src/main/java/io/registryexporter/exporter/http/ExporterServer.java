package io.registryexporter.exporter.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.prometheus.client.CollectorRegistry;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.web.WebLock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The exporter's HTTP server. The JDK's server reads and writes with one thread for each request, so there are as many
 * as 500 slow clients may hold, and of those that have said what they want some that scrapes may not have, so that
 * scrapes which wait for a scan do not stop health; threads are made when they are needed and gone soon after. A
 * connection beyond them is closed at once: a flood costs neither the memory nor the file descriptors that scans need.
 */
public final class ExporterServer implements AutoCloseable {
    private static final int CONNECTIONS = 1024;
    private static final int THREADS = 640;
    private static final int SCRAPES = THREADS - 64;
    private static final int HEADER_BYTES = 16 * 1024;
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
     * @param memory gives back what many requests have left
     */
    public record Content(
            HtmlPage page,
            String telemetryPath,
            Supplier<RenderedFamilies> scanned,
            CollectorRegistry live,
            BooleanSupplier ready,
            Duration responseLimit,
            Runnable memory) {}

    private final HttpServer server;
    private final Router router;
    private final ExecutorService executor;

    private ExporterServer(HttpServer server, Router router, ExecutorService executor) {
        this.server = server;
        this.router = router;
        this.executor = executor;
    }

    /**
     * Binds the address and starts to serve.
     *
     * @throws IOException if the address cannot be bound
     */
    public static ExporterServer start(ListenAddress address, WebLock lock, Content content) throws IOException {
        limitClients(content.responseLimit());
        HttpServer server = create(address, lock);
        Router router = new Router(routes(content));
        ExecutorService executor = new RequestThreads(THREADS, content.memory());
        server.createContext("/", new Gate(lock, router));
        server.setExecutor(executor);
        server.start();
        return new ExporterServer(server, router, executor);
    }

    private static HttpServer create(ListenAddress address, WebLock lock) throws IOException {
        Optional<SSLContext> context = lock.context();
        if (context.isEmpty()) {
            return HttpServer.create(address.resolve(), CONNECTIONS);
        }
        HttpsServer server = HttpsServer.create(address.resolve(), CONNECTIONS);
        server.setHttpsConfigurator(new HttpsConfigurator(context.get()) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setSSLParameters(lock.parameters());
            }
        });
        return server;
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
        routes.put("/", new PageHandler(content.page()));
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

    /** The JDK's server reads these, times in seconds, when its first instance is made, and has no limits without. */
    private static void limitClients(Duration responseLimit) {
        limit("sun.net.httpserver.maxReqTime", "5");
        limit("sun.net.httpserver.maxRspTime", Long.toString(responseLimit.toSeconds()));
        limit("sun.net.httpserver.maxReqHeaderSize", Integer.toString(HEADER_BYTES));
        limit("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
        // Otherwise each small response waits for the client's delayed acknowledgement.
        limit("sun.net.httpserver.nodelay", "true");
    }

    private static void limit(String property, String value) {
        System.getProperties().putIfAbsent(property, value);
    }
}
