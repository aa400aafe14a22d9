package io.registryexporter.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.registryexporter.exporter.metrics.GaugeFamily;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.web.WebSecurity;
import java.io.ByteArrayInputStream;
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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExporterServerTest {
    private final AtomicReference<Throwable> died = new AtomicReference<>();
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final AtomicReference<Throwable> mistake = new AtomicReference<>();
    private final AtomicReference<BooleanSupplier> isReady = new AtomicReference<>(ready::get);
    private final AtomicReference<Runnable> beforeScrape = new AtomicReference<>(() -> {});
    private final RenderedFamilies families = RenderedFamilies.render(
            List.of(new GaugeFamily("a", "A.", s -> s.sample(1)), new GaugeFamily("b", "B.", s -> s.sample(2))));
    private final HttpClient client = HttpClient.newHttpClient();

    private ExporterServer server;

    @BeforeEach
    void start() throws IOException {
        CollectorRegistry live = new CollectorRegistry(true);
        Gauge.build("live", "Live.").register(live).set(3);
        server = ExporterServer.start(
                new ListenAddress("127.0.0.1", 0),
                WebSecurity.open(),
                new ExporterServer.Content(
                        page(),
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

    @Test
    void a_scrape_gives_what_was_scanned_and_what_is_live() {
        HttpResponse<String> response = get("/metrics");
        assertThat(response.body()).contains("a 1.0\n", "b 2.0\n", "live 3.0\n");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void openmetrics_is_given_to_those_who_ask_for_it() {
        HttpResponse<String> response =
                get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(response.body()).startsWith("# HELP a A.").endsWith("# EOF\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate, gzip;q=1.0", "GZIP", "*"})
    void gzip_is_given_to_those_who_accept_it(String accepted) throws IOException {
        HttpResponse<byte[]> response =
                send(request("/metrics").header("Accept-Encoding", accepted), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(get("/metrics").body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0", "gzip;q=0, *", "br"})
    void others_get_plain_text(String accepted) {
        assertThat(get("/metrics", "Accept-Encoding", accepted).headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics?name[]=b&name[]=live", "/metrics?x=1&name%5B%5D=b&name%5b%5d=live"})
    void names_restrict_the_families(String path) {
        HttpResponse<String> response = get(path.replace("[", "%5B").replace("]", "%5D"));
        assertThat(response.body()).contains("b 2.0\n", "live 3.0\n").doesNotContain("a 1.0");
    }

    @ParameterizedTest
    @CsvSource({"/,200", "/-/healthy,200", "/-/ready,200", "/metrics,200", "/metricsfoo,404", "/metrics/,404", "/x,404"
    })
    void paths_match_as_a_whole(String path, int status) {
        assertThat(get(path).statusCode()).isEqualTo(status);
    }

    @Test
    void it_is_not_ready_before_the_first_scan_but_healthy() {
        ready.set(false);
        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    }

    @Test
    void the_page_comes_with_its_policy_and_is_not_kept_by_caches() {
        HttpResponse<String> response = get("/");
        assertThat(response.body()).isEqualTo("<p>page</p>");
        assertThat(response.headers().map())
                .containsEntry("Content-Security-Policy", List.of("default-src 'none'"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("Content-Type", List.of("text/html; charset=utf-8"));
    }

    @Test
    void the_page_is_compressed_for_those_who_ask_for_it() throws IOException {
        HttpResponse<byte[]> response =
                send(request("/").header("Accept-Encoding", "gzip"), HttpResponse.BodyHandlers.ofByteArray());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("<p>page</p>");
        }
    }

    @Test
    void head_of_the_page_has_no_body() {
        HttpRequest.Builder head = request("/").method("HEAD", HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> response = send(head, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void only_get_and_head_are_allowed() {
        HttpRequest.Builder post = request("/metrics").POST(HttpRequest.BodyPublishers.ofString("x"));
        HttpResponse<String> response = send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void head_gives_the_headers_of_get_and_no_body() {
        HttpRequest.Builder head = request("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> response = send(head, HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Length"))
                .contains(Integer.toString(get("/metrics").body().length()));
    }

    @Test
    void health_is_answered_while_more_scrapes_wait_than_are_let_in() throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        beforeScrape.set(() -> await(go));
        List<Socket> scrapes = sockets(580, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        while (get("/metrics").statusCode() != 503) {
            Thread.onSpinWait();
        }
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        go.countDown();
        close(scrapes);
    }

    @Test
    void health_is_answered_while_no_client_reads_its_answer() throws IOException {
        beforeScrape.set(() -> {
            throw new UncheckedIOException(new IOException("a scrape fails"));
        });
        List<Socket> scrapes = sockets(640, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200));
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        close(scrapes);
    }

    @Test
    void a_mistake_costs_one_answer_and_is_reported() {
        beforeScrape.set(() -> {
            throw new IllegalStateException("topsecret");
        });
        assertThat(get("/metrics").statusCode()).isEqualTo(500);
        assertThat(get("/metrics").body()).doesNotContain("topsecret");
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(mistake.get()).isInstanceOf(IllegalStateException.class);
        assertThat(died.get()).isNull();
    }

    @Test
    void the_death_of_a_thread_that_answers_is_reported() throws IOException {
        beforeScrape.set(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertDies("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void the_death_of_the_thread_that_reads_is_reported() throws IOException {
        isReady.set(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertDies("GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private void assertDies(String request) throws IOException {
        List<Socket> client = sockets(1, request);
        while (died.get() == null) {
            Thread.onSpinWait();
        }
        assertThat(died.get()).isInstanceOf(OutOfMemoryError.class);
        close(client);
    }

    @Test
    void requests_that_were_only_begun_do_not_stop_others() throws IOException {
        List<Socket> begun = sockets(500, "GET /metrics HT");
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        close(begun);
    }

    @Test
    void the_oldest_connections_of_an_address_give_way_to_new_ones() throws IOException {
        List<Socket> idle = sockets(900, "");
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        assertThat(idle.stream().limit(100)).allMatch(ExporterServerTest::isClosedByServer);
        close(idle);
    }

    private List<Socket> sockets(int count, String request) throws IOException {
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

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void an_address_in_use_is_an_error() {
        ListenAddress taken = new ListenAddress("127.0.0.1", server.address().getPort());
        assertThatThrownBy(() -> ExporterServer.start(
                        taken,
                        WebSecurity.open(),
                        new ExporterServer.Content(
                                page(),
                                "/metrics",
                                () -> families,
                                new CollectorRegistry(),
                                ready::get,
                                Duration.ofSeconds(60)),
                        new ExporterServer.Callbacks(() -> {}, died::set, died::set)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void requests_under_way_end_before_it_stops() throws Exception {
        CountDownLatch scraping = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        beforeScrape.set(() -> {
            scraping.countDown();
            await(go);
        });
        AtomicReference<String> body = new AtomicReference<>("");
        Thread scrape = new Thread(() -> body.set(get("/metrics").body()));
        scrape.start();
        await(scraping);
        Thread stop = new Thread(server::close);
        stop.start();
        while (stop.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        stop.join();
        scrape.join();
        assertThat(body.get()).contains("a 1.0");
    }

    private static boolean isClosedByServer(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HtmlPage page() {
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
