package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.Curl;
import io.registryexporter.support.real.OpenSsl;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every request gets a status line, by sockets of our own and by curl, and the connection ends after what is none. */
@RequiresPrograms({"openssl", "curl"})
class AnsweredRequestsIT {
    private static final String HOST = "\r\nHost: x\r\n\r\n";

    @TempDir
    private static Path directory;

    private static RunningExporter plain;
    private static RunningExporter locked;

    @BeforeAll
    static void start() throws IOException {
        SampleCopy sample = SampleCopy.below(directory);
        OpenSsl openSsl = new OpenSsl(directory);
        openSsl.authority("ca");
        openSsl.certificate("server", OpenSsl.KeyForm.PKCS8_EC, "ca");
        Path config = Files.writeString(
                directory.resolve("web.yml"), "tls_server_config: {cert_file: server.pem, key_file: server.key}");
        plain = RunningExporter.start(directory.resolve("log"), sample.root());
        locked = RunningExporter.startListening(
                directory.resolve("log-tls"), sample.root(), "--web.config.file=" + config);
        Await.until("the first scan", () -> curl(locked, "/-/ready").status() == 200);
    }

    @AfterAll
    static void stop() {
        plain.close();
        locked.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET mailto:a HTTP/1.1 | 400",
                "CONNECT x:1 HTTP/1.1 | 400",
                "GET /%zz HTTP/1.1 | 400",
                "GET / HTTP/3.7 | 505",
                "GET /metrics | 400",
                "noise | 400",
                "OPTIONS * HTTP/1.1 | 404",
                "BREW /metrics HTTP/1.1 | 405",
                "GET http://anything:1/-/healthy HTTP/1.1 | 200",
                "GET //metrics HTTP/1.1 | 404",
                "GET /-/healthy HTTP/1.0 | 200"
            })
    void each_kind_of_request_line(String line, int status) throws IOException {
        assertThat(exchange(line + HOST)).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void a_request_without_its_end() throws IOException {
        assertThat(exchange("GET /metrics HTTP/1.1\r\nHost: x\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void a_request_that_takes_too_long_to_come() throws IOException {
        try (Socket socket = connect(plain)) {
            socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer(socket)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void a_request_line_that_is_too_long() throws IOException {
        assertThat(exchange("GET /" + "a".repeat(100_000) + " HTTP/1.1" + HOST)).startsWith("HTTP/1.1 414 ");
    }

    @Test
    void headers_that_are_too_large() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: x\r\na: " + "a".repeat(1_000_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void a_body_that_is_larger_than_anybody_wants() throws IOException {
        assertThat(exchange(
                        "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + "a".repeat(1_000_000)))
                .startsWith("HTTP/1.1 405 ");
    }

    @Test
    void requests_one_after_the_other_without_waiting() throws IOException {
        String answers = exchange(("GET /-/healthy HTTP/1.1" + HOST).repeat(3) + "GET /metrics HTTP/1.1" + HOST
                + "GET mailto:a HTTP/1.1" + HOST);
        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(5);
        assertThat(answers).contains("HTTP/1.1 400 Bad Request");
    }

    @Test
    void http_in_the_clear_where_tls_is_spoken() throws IOException {
        try (Socket socket = connect(locked)) {
            socket.getOutputStream().write(("GET / HTTP/1.1" + HOST).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ").contains("HTTPS");
        }
    }

    @Test
    void tls_where_http_is_spoken() {
        Curl.Result result =
                new Curl(directory).get("https://" + plain.address() + "/metrics", "--insecure", "--max-time", "5");
        assertThat(result.exitCode()).isEqualTo(35);
    }

    @Test
    void a_bad_request_over_tls() {
        assertThat(new OpenSsl(directory).request(locked.address(), "-CAfile ca.pem", "GET mailto:a HTTP/1.0"))
                .contains("HTTP/1.1 400 Bad Request");
    }

    @Test
    void curl_with_an_upload_and_with_a_head() {
        assertThat(curl(plain, "/metrics", "--data", "x").status()).isEqualTo(405);
        assertThat(curl(plain, "/metrics", "--head").status()).isEqualTo(200);
        assertThat(curl(locked, "/metrics", "--compressed").output()).contains("registry_repositories 4.0");
        assertThat(curl(plain, "/", "--http1.0").output()).contains("</html>");
        assertThat(curl(plain, "/metrics", "--http2").status()).isEqualTo(200);
    }

    private static Curl.Result curl(RunningExporter exporter, String path, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "--insecure";
        System.arraycopy(options, 0, all, 1, options.length);
        String scheme = exporter.equals(locked) ? "https://" : "http://";
        return new Curl(directory).get(scheme + exporter.address() + path, all);
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = connect(plain)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return answer(socket);
        }
    }

    private static Socket connect(RunningExporter exporter) throws IOException {
        String[] address = exporter.address().split(":", 2);
        Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
