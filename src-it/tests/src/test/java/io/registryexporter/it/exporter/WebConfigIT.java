package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.Curl;
import io.registryexporter.support.real.OpenSsl;
import io.registryexporter.support.real.OpenSsl.KeyForm;
import io.registryexporter.support.real.RealPrometheus;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code --web.config.file} with certificates of openssl, tried with curl and with a real Prometheus. */
@RequiresPrograms({"openssl", "curl", "prometheus"})
class WebConfigIT {
    /** The hash is that of the password {@code secret}, by glibc's crypt. */
    private static final String USERS = """
            basic_auth_users:
              prometheus: $2y$10$abcdefghijklmnopqrstuuqflPDzB6gcMhKa1rZqKiun2YGL5sa2u
            """;

    private static final String TLS = """
            tls_server_config:
              cert_file: server.pem
              key_file: server.key
            """;
    private static final String MUTUAL = TLS + """
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: ca.pem
            """;

    @TempDir
    private static Path made;

    @TempDir
    private Path directory;

    private SampleCopy sample;

    @BeforeAll
    static void make() {
        OpenSsl openSsl = new OpenSsl(made);
        openSsl.authority("ca");
        openSsl.authority("other-ca");
        openSsl.certificate("server", KeyForm.PKCS8_RSA, "ca");
        openSsl.certificate("renewed", KeyForm.SEC1_EC, "other-ca");
        openSsl.certificate("client", KeyForm.PKCS8_RSA, "ca");
        openSsl.certificate("stranger", KeyForm.PKCS8_RSA, "other-ca");
    }

    @BeforeEach
    void copy() throws IOException {
        sample = SampleCopy.below(directory);
        for (String name : List.of("ca.pem", "server.pem", "server.key")) {
            Files.copy(made.resolve(name), directory.resolve(name));
        }
    }

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void a_key_in_each_form_that_tools_write(KeyForm form) throws IOException {
        new OpenSsl(made).certificate("form", form, "ca");
        use("form");
        try (RunningExporter exporter = start(TLS)) {
            assertThat(get(exporter, "/metrics").status()).isEqualTo(200);
        }
    }

    @Test
    void a_password_is_asked_for_but_not_of_probes() throws IOException {
        try (RunningExporter exporter = start(TLS + USERS)) {
            assertThat(get(exporter, "/metrics").status()).isEqualTo(401);
            assertThat(get(exporter, "/metrics").output()).containsIgnoringCase("WWW-Authenticate: Basic");
            assertThat(get(exporter, "/").status()).isEqualTo(401);
            assertThat(get(exporter, "/nowhere").status()).isEqualTo(401);
            assertThat(get(exporter, "/metrics", "-u", "prometheus:wrong").status())
                    .isEqualTo(401);
            assertThat(get(exporter, "/metrics", "-u", "prometheus:secret").status())
                    .isEqualTo(200);
            assertThat(get(exporter, "/-/healthy").status()).isEqualTo(200);
            assertThat(get(exporter, "/-/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void a_client_certificate_is_asked_for_but_not_of_probes() throws IOException {
        try (RunningExporter exporter = start(MUTUAL)) {
            assertThat(get(exporter, "/metrics", certificate("client")).status())
                    .isEqualTo(200);
            assertThat(get(exporter, "/metrics").status()).isEqualTo(403);
            assertThat(get(exporter, "/-/healthy").status()).isEqualTo(200);

            Curl.Result stranger = get(exporter, "/metrics", certificate("stranger"));
            assertThat(stranger.exitCode()).as(stranger.output()).isNotZero();
            assertThat(stranger.status()).isZero();
        }
    }

    @Test
    void a_client_certificate_must_have_an_allowed_name() throws IOException {
        try (RunningExporter exporter = start(MUTUAL + "  client_allowed_sans: [somebody-else]\n")) {
            assertThat(get(exporter, "/metrics", certificate("client")).status())
                    .isEqualTo(403);
        }
        try (RunningExporter exporter = start(MUTUAL + "  client_allowed_sans: [client]\n")) {
            assertThat(get(exporter, "/metrics", certificate("client")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void prometheus_scrapes_over_mutual_tls_with_a_password() throws IOException {
        try (RunningExporter exporter = start(MUTUAL + USERS);
                RealPrometheus prometheus = RealPrometheus.start(
                        directory, exporter.address(), """
                        scheme: https
                        tls_config: {ca_file: %1$s/ca.pem, cert_file: %1$s/client.pem, key_file: %1$s/client.key}
                        basic_auth: {username: prometheus, password: secret}
                        """.formatted(made).stripTrailing())) {
            assertThat(prometheus.query("registry_repositories").value("registry_repositories"))
                    .isEqualTo(4);
            assertThat(prometheus.lastError()).isEmpty();
        }
    }

    @Test
    void a_renewed_certificate_is_served_without_a_restart() throws IOException {
        try (RunningExporter exporter = start(TLS)) {
            assertThat(get(exporter, "/metrics").status()).isEqualTo(200);

            use("renewed");
            String[] other = {"--cacert", made.resolve("other-ca.pem").toString()};
            Await.until(
                    "the renewed certificate",
                    () -> request(exporter, "/metrics", other).status() == 200);
        }
    }

    @Test
    void a_session_does_not_outlive_a_change_of_the_client_ca() throws IOException {
        try (RunningExporter exporter = start(MUTUAL)) {
            assertThat(sclient(exporter, "-sess_out")).contains("HTTP/1.1 200");
            assertThat(sclient(exporter, "-sess_in")).contains("HTTP/1.1 200");

            Files.copy(made.resolve("other-ca.pem"), directory.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
            Await.until(
                    "the other CA",
                    () -> get(exporter, "/metrics", certificate("stranger")).status() == 200);

            assertThat(sclient(exporter, "-sess_in")).doesNotContain("HTTP/1.1 200");
        }
    }

    /** One request by the client's certificate, with its session kept in a file or taken from there. */
    private String sclient(RunningExporter exporter, String session) {
        return new OpenSsl(made)
                .request(
                        exporter.address(),
                        "-tls1_2 -cert client.pem -key client.key -CAfile ca.pem " + session + " session",
                        "GET /metrics?name[]=registry_repositories HTTP/1.0");
    }

    @Test
    void a_mistake_in_a_change_is_logged_and_the_door_stays_locked() throws IOException {
        try (RunningExporter exporter = start(TLS + USERS)) {
            Files.writeString(config(), TLS + "basic_auth_user: {}\n");
            Await.until("a line of the log", () -> {
                assertThat(get(exporter, "/metrics").status()).isEqualTo(401);
                return exporter.log().contains("line 4, column 1: unknown key; known here are basic_auth_users,");
            });
        }
    }

    @Test
    void an_older_tls_than_asked_for_is_refused() throws IOException {
        try (RunningExporter exporter = start(TLS + "  min_version: TLS13\n")) {
            assertThat(get(exporter, "/metrics", "--tls-max", "1.2").exitCode()).isNotZero();
            assertThat(get(exporter, "/metrics").status()).isEqualTo(200);
        }
    }

    @Test
    void headers_are_on_every_answer() throws IOException {
        try (RunningExporter exporter =
                start(TLS + "http_server_config: {headers: {Strict-Transport-Security: max-age=31536000}}\n")) {
            for (String path : List.of("/metrics", "/", "/-/healthy", "/nowhere")) {
                assertThat(get(exporter, path).output())
                        .containsIgnoringCase("Strict-Transport-Security: max-age=31536000");
            }
        }
    }

    @Test
    void a_file_that_cannot_be_used_is_one_line_with_exit_code_2() throws IOException {
        Files.writeString(config(), "tls_server_config: {cert_file: server.pem}\n");
        RunningExporter.Ended ended = RunningExporter.runToItsEnd(
                directory.resolve("log"), List.of(), sample.root().toString(), "--web.config.file=" + config());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output())
                .isEqualToIgnoringNewLines(
                        "registry-exporter: --web.config.file, line 1, column 1: tls_server_config needs key_file.");
    }

    private void use(String name) throws IOException {
        for (String kind : List.of(".key", ".pem")) {
            Files.copy(
                    made.resolve(name + kind), directory.resolve("server" + kind), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path config() {
        return directory.resolve("web.yml");
    }

    private RunningExporter start(String config) throws IOException {
        Files.writeString(config(), config);
        RunningExporter exporter = RunningExporter.startListening(
                directory.resolve("log"), sample.root(), "--web.config.file=" + config());
        Await.until("the first scan", () -> get(exporter, "/-/ready").status() == 200);
        return exporter;
    }

    private Curl.Result get(RunningExporter exporter, String path, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--cacert";
        all[1] = made.resolve("ca.pem").toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return request(exporter, path, all);
    }

    private Curl.Result request(RunningExporter exporter, String path, String... options) {
        return new Curl(directory).get("https://" + exporter.address() + path, options);
    }

    private static String[] certificate(String name) {
        return new String[] {
            "--cert",
            made.resolve(name + ".pem").toString(),
            "--key",
            made.resolve(name + ".key").toString()
        };
    }
}
