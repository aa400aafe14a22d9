package io.registryexporter.exporter.http;

import io.prometheus.client.CollectorRegistry;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.web.WebSecurity;
import io.registryexporter.exporter.wire.HttpServer;
import io.registryexporter.exporter.wire.Limits;
import io.registryexporter.exporter.wire.Response;
import io.registryexporter.exporter.wire.ServerThreads;
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
 * The exporter's HTTP server. One thread reads. A request has a thread of its own until its client has taken the answer, so
 * there are enough threads for 500 slow clients; threads start when they are needed, and end soon after. Probes need none.
 * Many clients take neither the memory nor the file descriptors that scans need.
 */
public final class ExporterServer implements AutoCloseable {
    /** The path of the list of tags, which no other document may have. */
    public static final String TAGS = "/tags.json";

    private static final int CONNECTIONS = 1024;
    private static final int CONNECTIONS_OF_ONE = 768;
    private static final int REQUESTS = 576;
    private static final int THREADS = REQUESTS + 64;
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(90);
    private static final Duration STALL = Duration.ofSeconds(1);

    /**
     * The content that the server serves.
     *
     * @param page for people
     * @param tags the list of tags that the page loads
     * @param telemetryPath the path of the metrics
     * @param scanned the families of the last scan
     * @param live the families that each scrape collects
     * @param ready whether the first scan has ended
     * @param responseLimit how long a response may take, from the request to the last byte that the client takes
     */
    public record Content(
            HtmlPage page,
            JsonDocument tags,
            String telemetryPath,
            Supplier<RenderedFamilies> scanned,
            CollectorRegistry live,
            BooleanSupplier ready,
            Duration responseLimit) {}

    /**
     * The callbacks of the server.
     *
     * @param freeMemory frees the memory that many requests have used
     * @param died takes the error that ended a thread of the server
     * @param mistake takes the error that one request failed with
     */
    public record Callbacks(Runnable freeMemory, Consumer<Throwable> died, Consumer<Throwable> mistake) {}

    private final HttpServer server;

    private ExporterServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Binds the address and starts to serve.
     *
     * @throws IOException if the address cannot be bound
     */
    public static ExporterServer start(
            ListenAddress address, WebSecurity security, Content content, Callbacks callbacks) throws IOException {
        InetSocketAddress resolved = address.resolve();
        if (resolved.isUnresolved()) {
            throw new IOException("the host has no address");
        }
        ServerThreads threads = new ServerThreads(
                new RequestThreads(THREADS, callbacks.freeMemory()),
                new HandshakeThreads(),
                callbacks.died(),
                callbacks.mistake());
        return new ExporterServer(HttpServer.start(
                resolved,
                security.context().map(context -> () -> engine(context, security)),
                new AccessFilter(security, new Router(probes(content)), new Router(routes(content))),
                limits(content),
                threads));
    }

    private static Limits limits(Content content) {
        return new Limits(
                new Limits.Connections(CONNECTIONS, CONNECTIONS_OF_ONE),
                REQUESTS,
                new Limits.Times(Map.of(
                        Limits.Time.HANDSHAKE, HANDSHAKE,
                        Limits.Time.REQUEST, REQUEST,
                        Limits.Time.IDLE, IDLE,
                        Limits.Time.RESPONSE, content.responseLimit(),
                        Limits.Time.STALL, STALL)));
    }

    private static SSLEngine engine(SSLContext context, WebSecurity security) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(security.parameters());
        return engine;
    }

    /** The address that the server listens on, with the port that was chosen for port 0. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Waits a few seconds for running requests, and stops. */
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
        routes.put(TAGS, new JsonHandler(content.tags()));
        routes.put(content.telemetryPath(), new MetricsHandler(content.scanned(), content.live()));
        return routes;
    }
}
