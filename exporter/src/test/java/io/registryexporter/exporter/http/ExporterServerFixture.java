package io.registryexporter.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.registryexporter.exporter.metrics.GaugeFamily;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.web.WebSecurity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with a page and two families. */
abstract class ExporterServerFixture {
    final AtomicReference<Throwable> died = new AtomicReference<>();
    final AtomicBoolean ready = new AtomicBoolean(true);
    final AtomicReference<Throwable> mistake = new AtomicReference<>();
    final AtomicReference<BooleanSupplier> isReady = new AtomicReference<>(ready::get);
    final AtomicReference<Runnable> beforeScrape = new AtomicReference<>(() -> {});
    final RenderedFamilies families = RenderedFamilies.render(
            List.of(new GaugeFamily("a", "A.", s -> s.sample(1)), new GaugeFamily("b", "B.", s -> s.sample(2))));
    final HttpClient client = HttpClient.newHttpClient();
    ExporterServer server;

    @BeforeEach
    void start() throws IOException {
        CollectorRegistry live = new CollectorRegistry(true);
        Gauge.build("live", "Live.").register(live).set(3);
        server = ExporterServer.start(
                new ListenAddress("127.0.0.1", 0),
                WebSecurity.open(),
                new ExporterServer.Content(
                        page(),
                        query -> new JsonDocument.Answer(query.equals("bad") ? 400 : 200, "[" + query + "]"),
                        "/metrics",
                        () -> {
                            beforeScrape.get().run();
                            return families;
                        },
                        live,
                        () -> isReady.get().getAsBoolean(),
                        Duration.ofSeconds(60)),
                new ExporterServer.Callbacks(() -> {}, died::set, mistake::set));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    List<Socket> sockets(int count, String request) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), server.address().getPort());
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            sockets.add(socket);
        }
        return sockets;
    }

    static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static HtmlPage page() {
        return new HtmlPage() {
            @Override
            public String contentSecurityPolicy() {
                return "default-src 'none'";
            }

            @Override
            public void writeTo(Writer out) throws IOException {
                out.write("<p>page</p>");
            }
        };
    }
}
