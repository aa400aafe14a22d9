package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.it.real.RunningExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 500 clients that mean no good, at a time, and one that scrapes ten times meanwhile and is answered each time. */
class HostileClientsIT {
    private static final int CLIENTS = 500;
    private static final int SCRAPES = 10;
    private static final int REPOSITORIES = 2500;
    private static final String BEGIN = "GET /metrics HTTP/1.1\r\nHost: exporter\r\n";

    @TempDir
    private static Path directory;

    private static RunningExporter exporter;

    private final List<Socket> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        SampleCopy sample = SampleCopy.below(directory);
        // So that an answer is larger than what the kernel takes for a client that does not read.
        sample.addRepositories(REPOSITORIES, "a".repeat(200) + "-");
        exporter = RunningExporter.start(directory.resolve("log"), sample.root());
        assertThat(exporter.text().length()).isGreaterThan(5_000_000);
    }

    @AfterAll
    static void stop() {
        exporter.close();
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
    void headers_that_come_byte_by_byte() {
        all(client -> send(client, BEGIN + "X-Slow: a"));
        for (int i = 0; i < SCRAPES; i++) {
            clients.forEach(client -> send(client, "a"));
            assertThat(exporter.status("/metrics")).isEqualTo(200);
        }
    }

    @Test
    void clients_that_do_not_read_their_answer() {
        all(client -> send(client, BEGIN + "\r\n"));
        assertOthersAreAnswered();
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
        try (Socket client = connect()) {
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
        for (int i = 0; i < CLIENTS; i++) {
            Socket client = connect();
            clients.add(client);
            mischief.on(client);
        }
    }

    private static void assertOthersAreAnswered() {
        for (int i = 0; i < SCRAPES; i++) {
            assertThat(exporter.status("/metrics")).isEqualTo(200);
            assertThat(exporter.status("/-/healthy")).isEqualTo(200);
        }
    }

    private static Socket connect() {
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

    /** What the server does not want to hear any more is lost. */
    private static void send(Socket client, String text) {
        try {
            OutputStream out = client.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
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
