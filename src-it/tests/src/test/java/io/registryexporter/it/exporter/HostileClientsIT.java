package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.Curl;
import io.registryexporter.support.real.OpenSsl;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that mean no good, from the address of the one that scrapes and probes meanwhile, each time by a new connection,
 * and is answered within five seconds, by an exporter that may have 256 MiB and stays below that.
 */
@Tag("once")
@RequiresPrograms({"openssl", "curl"})
class HostileClientsIT {
    private static final int CLIENTS = 500;
    /** Their handshakes and their answers cost this machine's processors as much as the exporter's. */
    private static final int CLIENTS_OVER_TLS = 200;

    /** More than there are connections. */
    private static final int CROWD = 1060;

    private static final int HALF_HANDSHAKES = 700;
    /** More than are answered at a time. */
    private static final int READERS = 640;

    private static final int PROBES = 24;
    private static final int SCRAPES = 5;
    private static final int REPOSITORIES = 2500;
    private static final double MEMORY_MIB = 256;
    private static final String BEGIN = "GET /metrics HTTP/1.1\r\nHost: exporter\r\n";

    @TempDir
    private static Path directory;

    private static RunningExporter plain;
    private static RunningExporter locked;

    private final List<Socket> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        SampleCopy sample = SampleCopy.below(directory);
        // So that an answer is larger than what the kernel takes for a client that does not read.
        sample.addRepositories(REPOSITORIES, "a".repeat(200) + "-");
        plain = RunningExporter.startSidecar(directory.resolve("log"), sample.root());
        locked = RunningExporter.startSidecar(
                directory.resolve("log-tls"), sample.root(), "--web.config.file=" + webConfig());
        for (RunningExporter exporter : List.of(plain, locked)) {
            Await.until("the first scan", () -> status(exporter, "/-/ready") == 200);
        }
        assertThat(plain.text().length()).isGreaterThan(5_000_000);
    }

    private static Path webConfig() throws IOException {
        OpenSsl openSsl = new OpenSsl(directory);
        openSsl.authority("ca");
        openSsl.certificate("server", OpenSsl.KeyForm.PKCS8_EC, "ca");
        return Files.writeString(
                directory.resolve("web.yml"), "tls_server_config: {cert_file: server.pem, key_file: server.key}");
    }

    @AfterAll
    static void stop() {
        plain.close();
        locked.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void connections_that_say_nothing() {
        all(client -> {});
        assertOthersAreAnswered();
    }

    @Test
    void more_idle_connections_than_there_are_places() {
        all(CROWD, plain, client -> {});
        assertEachProbeIsAnswered(plain, () -> {});
    }

    @Test
    void more_idle_connections_than_there_are_places_over_tls() {
        all(CROWD, locked, client -> {});
        assertEachProbeIsAnswered(locked, () -> {});
    }

    @Test
    void idle_connections_that_come_again_and_again() {
        all(CROWD, plain, client -> {});
        assertEachProbeIsAnswered(plain, () -> all(100, plain, client -> {}));
    }

    @Test
    void more_headers_that_come_byte_by_byte_than_there_are_places() {
        all(CROWD, plain, HostileClientsIT::sendSlowHeader);
        assertEachProbeIsAnswered(plain, () -> clients.forEach(client -> send(client, "a")));
    }

    @Test
    void handshakes_that_are_never_ended() throws GeneralSecurityException, IOException {
        byte[] hello = clientHello();
        all(HALF_HANDSHAKES, locked, client -> send(client, hello));
        assertEachProbeIsAnswered(locked, () -> all(20, locked, client -> send(client, hello)));
    }

    @Test
    void handshakes_that_come_byte_by_byte() throws GeneralSecurityException, IOException {
        byte[] hello = clientHello();
        all(HALF_HANDSHAKES, locked, client -> send(client, Arrays.copyOf(hello, 20)));
        AtomicInteger sent = new AtomicInteger(20);
        assertEachProbeIsAnswered(locked, () -> {
            byte[] next = {hello[sent.getAndIncrement()]};
            clients.forEach(client -> send(client, next));
        });
    }

    @Test
    void more_clients_that_do_not_read_their_answer_than_are_answered_at_a_time() {
        all(READERS, plain, client -> send(client, BEGIN + "\r\n"));
        assertOthersAreAnswered();
        assertEachProbeIsAnswered(plain, () -> {});
    }

    @Test
    void headers_that_come_byte_by_byte() {
        all(HostileClientsIT::sendSlowHeader);
        assertOthersAreAnswered(plain, () -> clients.forEach(client -> send(client, "a")));
    }

    @Test
    void clients_that_do_not_read_their_answer() {
        all(client -> send(client, BEGIN + "\r\n"));
        assertOthersAreAnswered();
    }

    @Test
    void headers_that_come_byte_by_byte_over_tls() throws GeneralSecurityException {
        allOverTls(HostileClientsIT::sendSlowHeader);
        assertOthersAreAnswered(locked, () -> clients.forEach(client -> send(client, "a")));
    }

    @Test
    void clients_that_do_not_read_their_answer_over_tls() throws GeneralSecurityException {
        allOverTls(client -> send(client, BEGIN + "\r\n"));
        assertOthersAreAnswered(locked, () -> {});
    }

    @Test
    void headers_without_end() {
        String megabyte = "X-Huge: " + "a".repeat(1 << 20);
        all(client -> send(client, BEGIN + megabyte));
        assertOthersAreAnswered();
    }

    @Test
    void a_thousand_headers() {
        all(client -> send(client, BEGIN + "a: b\r\n".repeat(1000)));
        assertOthersAreAnswered();
    }

    @Test
    void requests_that_end_in_the_middle() {
        all(client -> {
            send(client, BEGIN);
            halfClose(client);
        });
        assertOthersAreAnswered();
    }

    @Test
    void noise_that_is_no_http() {
        all(client -> send(client, "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"));
        assertOthersAreAnswered();
    }

    @Test
    void a_client_that_closes_its_side_after_the_request_still_gets_the_answer() throws IOException {
        try (Socket client = connect(plain)) {
            send(client, BEGIN + "Connection: close\r\n\r\n");
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("registry_repositories " + (REPOSITORIES + 4) + ".0");
        }
    }

    private interface Mischief {
        void on(Socket client);
    }

    private void all(Mischief mischief) {
        all(CLIENTS, plain, mischief);
    }

    private void all(int count, RunningExporter exporter, Mischief mischief) {
        for (int i = 0; i < count; i++) {
            Socket client = connect(exporter);
            clients.add(client);
            mischief.on(client);
        }
    }

    private void allOverTls(Mischief mischief) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyServer()}, null);
        for (int i = 0; i < CLIENTS_OVER_TLS; i++) {
            Socket socket = connect(locked);
            try {
                Socket client = context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
                clients.add(client);
                mischief.on(client);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void assertOthersAreAnswered() {
        assertOthersAreAnswered(plain, () -> {});
    }

    private static void assertOthersAreAnswered(RunningExporter exporter, Runnable meanwhile) {
        for (int i = 0; i < SCRAPES; i++) {
            meanwhile.run();
            assertThat(status(exporter, "/metrics")).isEqualTo(200);
            assertThat(status(exporter, "/-/healthy")).isEqualTo(200);
        }
        assertThat(exporter.residentMib()).isLessThan(MEMORY_MIB);
    }

    /** As a kubelet asks, which gives a probe one second by default, and up to five here. */
    private static void assertEachProbeIsAnswered(RunningExporter exporter, Runnable meanwhile) {
        for (int i = 0; i < PROBES; i++) {
            meanwhile.run();
            assertThat(status(exporter, "/-/healthy")).as("probe " + i).isEqualTo(200);
        }
        assertThat(status(exporter, "/metrics")).isEqualTo(200);
        assertThat(exporter.residentMib()).isLessThan(MEMORY_MIB);
    }

    private static byte[] clientHello() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyServer()}, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static int status(RunningExporter exporter, String path) {
        String scheme = exporter.equals(locked) ? "https://" : "http://";
        return new Curl(directory)
                .get(scheme + exporter.address() + path, "--insecure", "--compressed", "--max-time", patience(path))
                .status();
    }

    /** Seconds: a scrape has ten by Prometheus' default, a probe at most five here. */
    private static String patience(String path) {
        return path.equals("/metrics") ? "10" : "5";
    }

    private static Socket connect(RunningExporter exporter) {
        String[] address = exporter.address().split(":", 2);
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sendSlowHeader(Socket client) {
        send(client, BEGIN + "X-Slow: a");
    }

    /** What the server does not want to hear any more is lost. */
    private static void send(Socket client, String text) {
        send(client, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            OutputStream out = client.getOutputStream();
            out.write(bytes);
        } catch (IOException hungUp) {
            // That is its right.
        }
    }

    private static void halfClose(Socket client) {
        try {
            client.shutdownOutput();
        } catch (IOException hungUp) {
            // That is its right.
        }
    }
}
