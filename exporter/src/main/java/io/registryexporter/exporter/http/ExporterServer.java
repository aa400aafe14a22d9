package io.registryexporter.exporter.http;

import io.prometheus.client.CollectorRegistry;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.web.WebLock;
import io.registryexporter.exporter.wire.HttpServer;
import io.registryexporter.exporter.wire.Limits;
import io.registryexporter.exporter.wire.Response;
import io.registryexporter.exporter.wire.Threads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The exporter's HTTP server. One thread reads; a request that has come takes a thread until its client has taken the
 * answer, so there are as many as 500 slow clients may hold; threads are made when they are needed and gone soon after.
 * Probes take none. A crowd costs neither the memory nor the file descriptors that scans need.
 */
public final class ExporterServer implements AutoCloseable {
    private static final int CONNECTIONS = 1024;
    private static final int CONNECTIONS_OF_ONE = 768;
    private static final int REQUESTS = 576;
    private static final int THREADS = REQUESTS + 64;
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(90);
    private static final Duration STALL = Duration.ofSeconds(1);

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

    /**
     * What the server reports.
     *
     * @param memory gives back what many requests have left
     * @param died a thread of the server has died of this
     * @param mistake one request has failed of this
     */
    public record Reports(Runnable memory, Consumer<Throwable> died, Consumer<Throwable> mistake) {}

    private final HttpServer server;

    private ExporterServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Binds the address and starts to serve.
     *
     * @throws IOException if the address cannot be bound
     */
    public static ExporterServer start(ListenAddress address, WebLock lock, Content content, Reports reports)
            throws IOException {
        InetSocketAddress resolved = address.resolve();
        if (resolved.isUnresolved()) {
            throw new IOException("the host has no address");
        }
        Threads threads = new Threads(
                new RequestThreads(THREADS, reports.memory()),
                new HandshakeThreads(),
                reports.died(),
                reports.mistake());
        return new ExporterServer(HttpServer.start(
                resolved,
                lock.context().map(context -> () -> engine(context, lock)),
                new Gate(lock, new Router(probes(content)), new Router(routes(content))),
                limits(content),
                threads));
    }

    private static Limits limits(Content content) {
        return new Limits(
                CONNECTIONS, CONNECTIONS_OF_ONE, REQUESTS, HANDSHAKE, REQUEST, IDLE, content.responseLimit(), STALL);
    }

    private static SSLEngine engine(SSLContext context, WebLock lock) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(lock.parameters());
        return engine;
    }

    /** The address that is listened on, with the port that was chosen if 0 was asked for. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Lets the requests under way end, for a few seconds at most, and stops. */
    @Override
    public void close() {
        server.close();
    }

    private static Map<String, Handler> probes(Content content) {
        return Map.of("/-/healthy", request -> Response.text(200, "Exporter is healthy.\n"), "/-/ready", request -> {
            boolean ready = content.ready().getAsBoolean();
            return Response.text(ready ? 200 : 503, ready ? "Exporter is ready.\n" : "The first scan is under way.\n");
        });
    }

    private static Map<String, Handler> routes(Content content) {
        Map<String, Handler> routes = new HashMap<>();
        routes.put("/", new PageHandler(content.page()));
        routes.put(content.telemetryPath(), new MetricsHandler(content.scanned(), content.live()));
        return routes;
    }
}
