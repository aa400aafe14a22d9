package io.registryexporter.operator.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer.HTTPMetricHandler;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Serves {@code /metrics}, {@code /-/healthy} and {@code /-/ready}; other paths are 404. */
final class Endpoints implements AutoCloseable {
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads;

    private Endpoints(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens immediately. The path ready answers 503 until the supplier returns true, and healthy answers 503 while
     * there is a problem.
     */
    static Endpoints start(
            int port, CollectorRegistry registry, BooleanSupplier ready, Supplier<Optional<String>> problem)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "http");
            thread.setDaemon(true);
            return thread;
        });
        HTTPMetricHandler metrics = new HTTPMetricHandler(registry);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> metrics.handle(exchange);
                case "/-/healthy" -> {
                    Optional<String> what = problem.get();
                    reply(
                            exchange,
                            what.isEmpty() ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE,
                            what.map(text -> "not healthy: " + text).orElse("healthy"));
                }
                case "/-/ready" -> {
                    boolean yes = ready.getAsBoolean();
                    reply(
                            exchange,
                            yes ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE,
                            yes ? "ready" : "not ready: the caches are not filled, or a watch is broken");
                }
                default -> reply(exchange, HttpURLConnection.HTTP_NOT_FOUND, "not found; there is /metrics");
            }
        });
        server.start();
        return new Endpoints(server, threads);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void reply(HttpExchange exchange, int code, String text) throws IOException {
        try (exchange) {
            byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
