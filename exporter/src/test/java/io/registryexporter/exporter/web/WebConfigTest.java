package io.registryexporter.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registryexporter.exporter.fixture.MovableClock;
import io.registryexporter.exporter.fixture.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** exporter-toolkit's file: what is read, what is refused and where, what a change does. */
class WebConfigTest {
    private static final String CLIENT = "192.0.2.1";
    private static final String TLS = "tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n";

    private static final String USERS = "basic_auth_users:\n  prometheus: $2y$04$" + "a".repeat(53) + "\n";

    @TempDir
    private static Path made;

    private static ServerCertificate rsa;
    private static ServerCertificate ec;

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final WebConfigListener listener = new WebConfigListener() {
        @Override
        public void changed() {
            changes.add("changed");
        }

        @Override
        public void warning(String message) {
            warnings.add(message);
        }

        @Override
        public void problem(String message) {
            problems.add(message);
        }
    };
    private Path file;

    @BeforeAll
    static void make() {
        rsa = ServerCertificate.of(made, "RSA");
        ec = ServerCertificate.of(made, "EC");
    }

    @BeforeEach
    void write() {
        file = directory.resolve("web.yml");
        rsa.write(directory);
    }

    @Test
    void an_empty_file_lets_everybody_in() throws Exception {
        WebSecurity security = read("# nothing yet\n");

        assertThat(security.context()).isEmpty();
        assertThat(security.headers()).isEmpty();
        assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty())).isEqualTo(AccessDecision.ADMITTED);
    }

    @Test
    void who_is_no_user_of_the_file_is_not_let_in() throws Exception {
        WebSecurity security = read("basic_auth_users:\n  prometheus: $2y$04$" + "a".repeat(53) + "\n");

        assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty()))
                .isEqualTo(AccessDecision.CREDENTIALS_REQUIRED);
    }

    @Test
    void headers_are_those_of_exporter_toolkit() throws Exception {
        WebSecurity security = read("""
                http_server_config:
                  http2: true
                  headers:
                    X-Frame-Options: deny
                    Strict-Transport-Security: max-age=31536000
                """);

        assertThat(security.headers())
                .containsEntry("X-Frame-Options", "deny")
                .containsEntry("Strict-Transport-Security", "max-age=31536000");
    }

    @Test
    void tls_has_the_versions_that_are_named() throws Exception {
        assertThat(read(TLS).parameters().getProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(read(TLS + "  min_version: TLS13\n").parameters().getProtocols())
                .containsExactly("TLSv1.3");
        assertThat(read(TLS + "  max_version: TLS12\n").parameters().getProtocols())
                .containsExactly("TLSv1.2");
    }

    @Test
    void the_suites_of_tls_1_2_are_those_that_are_named() throws Exception {
        assertThat(read(TLS + "  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]\n")
                        .parameters()
                        .getCipherSuites())
                .contains("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")
                .doesNotContain("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    }

    @Test
    void certificate_and_key_may_stand_in_the_file() throws Exception {
        String inline = "tls_server_config:\n  cert: |\n" + indented("cert.pem") + "  key: |\n" + indented("key.pem");

        assertThat(read(inline).context()).isPresent();
    }

    @Test
    void a_chain_may_be_in_any_order_and_beside_its_key() throws Exception {
        String certificate = Files.readString(directory.resolve("cert.pem"));
        Files.writeString(
                directory.resolve("cert.pem"),
                Files.readString(directory.resolve("key.pem")) + certificate + certificate);

        assertThat(read(TLS).context()).isPresent();
    }

    @Test
    void a_key_on_an_elliptic_curve() throws Exception {
        ec.write(directory);
        assertThat(read(TLS).context()).isPresent();
    }

    @Test
    void a_certificate_that_is_required_is_asked_of_the_request_and_never_of_the_handshake() throws Exception {
        WebSecurity security =
                read(TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: cert.pem\n");

        assertThat(security.parameters().getWantClientAuth()).isTrue();
        assertThat(security.parameters().getNeedClientAuth()).isFalse();
        assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty()))
                .isEqualTo(AccessDecision.CERTIFICATE_REQUIRED);
    }

    @Test
    void a_certificate_that_is_not_required_may_be_left_out() throws Exception {
        WebSecurity security = read(TLS + "  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: cert.pem\n");

        assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty())).isEqualTo(AccessDecision.ADMITTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tls_config: {} | 1 | unknown key; known here are basic_auth_users, http_server_config,",
                "tls_server_config:%n  certfile: a | 2 | unknown key; known here are cert,",
                "tls_server_config:%n  key_file: key.pem | 1 | tls_server_config needs cert_file",
                "tls_server_config:%n  cert_file: cert.pem | 1 | tls_server_config needs key_file",
                "tls_server_config:%n  cert_file: gone.pem | 2 | the file of cert_file cannot be read: NoSuchFileException",
                "tls_server_config:%n  cert_file: key.pem | 2 | cert_file holds no certificate",
                "tls_server_config:%n  cert_file: cert.pem%n  key_file: cert.pem | 3 | key_file holds no private key of the certificate's type (RSA)",
                "TLS  min_version: TLS10 | 4 | min_version must be TLS12 or TLS13",
                "TLS  min_version: TLS13%n  max_version: TLS12 | 5 | max_version is below min_version",
                "TLS  client_auth_type: Maybe | 4 | client_auth_type must be one of [NoClientCert, RequestClientCert,",
                "TLS  client_auth_type: RequireAndVerifyClientCert | 1 | needs client_ca_file",
                "TLS  client_ca_file: cert.pem | 1 | has no effect without client_auth_type",
                "TLS  cipher_suites: [NULL] | 4 | this cipher suite is not one of this Java",
                "TLS  curve_preferences: [X25519] | 4 | key 'curve_preferences' is not supported by this exporter",
                "TLS  client_allowed_sans: [a] | 4 | client_allowed_sans needs client_auth_type RequireAndVerify",
                "tls_server_config:%n  cert_file: \"a\\0b\" | 2 | cert_file is no path: Nul character not allowed",
                "# %na: x\u0007y | 2 | no YAML: a character that YAML does not allow",
                "TLS  cert: x | 2 | give cert or cert_file, not both",
                "http_server_config:%n  http2: perhaps | 2 | 'http2' must be true or false",
                "http_server_config:%n  headers:%n    X-Powered-By: a | 3 | unknown key; known here are Content-Security-Policy,",
                "http_server_config:%n  headers:%n    X-Frame-Options: all | 3 | this is no value of the header",
                "basic_auth_users:%n  a: secret | 2 | the password of this user is no bcrypt hash; make one with 'htpasswd",
                "basic_auth_users:%n  'a:b': secret | 2 | has no colon",
                "basic_auth_users: [a] | 1 | 'basic_auth_users' must be a mapping",
                "basic_auth_users: {}%nbasic_auth_users: {} | 2 | a key of the file is there twice",
                "rate_limit: {} | 1 | key 'rate_limit' is not supported by this exporter: remove it",
                "- a | 1 | the file must be a mapping",
                "a: [ | 1 | no YAML:",
            })
    void what_cannot_be_used_is_told_with_its_line(String text, int line, String message) {
        assertThatThrownBy(() -> read(text.replace("TLS  ", TLS + "  ").replace("%n", "\n")))
                .isInstanceOf(WebConfigException.class)
                .hasMessageStartingWith("--web.config.file, line " + line + ", column ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topsecret",
                "- topsecret",
                "topsecret: 1",
                "topsecret: 1%ntopsecret: 2",
                "basic_auth_users: {a: topsecret}",
                "basic_auth_users: {topsecret: b}",
                "basic_auth_users: {a: 1, topsecret: 1, topsecret: 2}",
                "basic_auth_users: {'topsecret:': b}",
                "basic_auth_users: {a: [topsecret]}",
                "basic_auth_users: topsecret",
                "a: @topsecret",
                "a: %topsecret",
                "a: *topsecret",
                "a: !!topsecret b",
                "a: &topsecret b%nc: *topsecretx",
                "a: \"\\topsecret\"",
                "a: topsecret: b",
                "a: 'topsecret",
                "%TAG topsecret",
                "%YAML topsecret",
                "topsecret\u0007: x",
                "? {topsecret: 1}%n: 2",
                "http_server_config: {http2: topsecret}",
                "http_server_config: {headers: {X-Frame-Options: topsecret}}",
                "http_server_config: {headers: {topsecret: a}}",
                "tls_server_config: {cert_file: topsecret.pem}",
                "tls_server_config: {cert: topsecret}",
                "tls_server_config: {cert_file: cert.pem, key: topsecret}",
                "tls_server_config: {cert_file: cert.pem, key: '-----BEGIN PRIVATE KEY-----topsecret-----END PRIVATE KEY-----'}",
                "tls_server_config: {cert_file: cert.pem, key_file: topsecret}",
                "tls_server_config: {cert_file: cert.pem, key_file: key.pem, min_version: topsecret}",
                "tls_server_config: {cert_file: cert.pem, key_file: key.pem, client_auth_type: topsecret}",
                "tls_server_config: {cert_file: cert.pem, key_file: key.pem, cipher_suites: [topsecret]}",
                "tls_server_config: {cert_file: cert.pem, key_file: key.pem, cipher_suites: topsecret}",
                "tls_server_config: {cert_file: \"topsecret\\0\"}",
            })
    void no_word_of_the_file_is_quoted(String text) {
        assertThatThrownBy(() -> read(text.replace("%n", "\n")))
                .isInstanceOf(WebConfigException.class)
                .hasMessageMatching("--web.config.file, line \\d+, column \\d+: .*")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void a_key_of_another_certificate_is_told() throws IOException {
        ServerCertificate.of(made, "RSA").write(made);
        Files.copy(made.resolve("key.pem"), directory.resolve("other.pem"));

        assertThatThrownBy(() -> read(TLS.replace("key.pem", "other.pem")))
                .hasMessage("--web.config.file, line 3, column 13: key_file is not the key of the certificate");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatThrownBy(() -> WebSecurity.of(file, clock, listener))
                .hasMessage("--web.config.file: the file cannot be read as UTF-8 text: NoSuchFileException");
    }

    @Test
    void a_change_is_taken_over_within_a_second() throws Exception {
        WebSecurity security = read("http_server_config: {headers: {X-Frame-Options: deny}}");

        write("http_server_config: {headers: {X-Frame-Options: sameorigin}}");
        assertThat(security.headers()).containsEntry("X-Frame-Options", "deny");

        clock.move(Duration.ofSeconds(1));
        assertThat(security.headers()).containsEntry("X-Frame-Options", "sameorigin");
        assertThat(changes).hasSize(1);
    }

    @Test
    void a_change_that_cannot_be_used_is_told_once_and_the_last_good_state_stays() throws Exception {
        WebSecurity security = read("http_server_config: {headers: {X-Frame-Options: deny}}");

        write("http_server_config: {header: {}}");
        for (int i = 0; i < 3; i++) {
            clock.move(Duration.ofSeconds(1));
            assertThat(security.headers()).containsEntry("X-Frame-Options", "deny");
        }
        assertThat(problems)
                .hasSize(1)
                .first()
                .asString()
                .contains("line 1, column 22: unknown key; known here are headers, http2");
    }

    @Test
    void what_a_broken_change_names_is_watched_until_it_is_mended() throws Exception {
        WebSecurity security = read(TLS);

        write(TLS.replace("cert.pem", "new.pem") + "  min_version: TLS13\n");
        clock.move(Duration.ofSeconds(1));
        assertThat(security.parameters().getProtocols()).hasSize(2);

        Files.copy(directory.resolve("cert.pem"), directory.resolve("new.pem"));
        clock.move(Duration.ofSeconds(1));
        assertThat(security.parameters().getProtocols()).containsExactly("TLSv1.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "# nothing",
                "---",
                "basic_auth_users:",
                "basic_auth_users: {}",
                "http_server_config: {headers: {X-Frame-Options: deny}}"
            })
    void a_file_that_has_lost_its_users_keeps_everybody_out_until_a_restart(String text) throws Exception {
        WebSecurity security = read(USERS);

        write(text);
        for (int i = 0; i < 3; i++) {
            clock.move(Duration.ofSeconds(1));
            assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty()))
                    .isEqualTo(AccessDecision.CREDENTIALS_REQUIRED);
            assertThat(security.isInForce()).isFalse();
        }
        assertThat(problems).hasSize(1).first().asString().contains("no basic_auth_users any more", "restart");
        assertThat(read(text).admit(CLIENT, Optional.empty(), Optional.empty())).isEqualTo(AccessDecision.ADMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "# nothing", "http_server_config: {headers: {}}"})
    void a_file_that_says_nothing_any_more_leaves_what_was_read_before(String text) throws Exception {
        WebSecurity security = read("http_server_config: {headers: {X-Frame-Options: deny}}");

        write(text);
        clock.move(Duration.ofSeconds(1));
        assertThat(security.headers()).containsEntry("X-Frame-Options", "deny");
        assertThat(security.isInForce()).isFalse();
        assertThat(problems).hasSize(1).first().asString().contains("nothing any more", "restart");
    }

    @Test
    void a_file_that_nests_too_deep_leaves_what_was_read_before() throws Exception {
        WebSecurity security = read(USERS);

        write("basic_auth_users: " + "[".repeat(100_000));
        clock.move(Duration.ofSeconds(1));
        assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty()))
                .isEqualTo(AccessDecision.CREDENTIALS_REQUIRED);
        assertThat(security.isInForce()).isFalse();
        assertThat(problems).hasSize(1).first().asString().contains("too many brackets");
    }

    @Test
    void a_file_that_is_removed_keeps_everybody_out() throws Exception {
        WebSecurity security = read(USERS);

        Files.delete(file);
        clock.move(Duration.ofSeconds(1));
        assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty()))
                .isEqualTo(AccessDecision.CREDENTIALS_REQUIRED);
        assertThat(security.isInForce()).isFalse();

        write(USERS.replace("prometheus", "other"));
        clock.move(Duration.ofSeconds(1));
        assertThat(security.isInForce()).isTrue();
        assertThat(problems).hasSize(1);
        assertThat(changes).hasSize(1);
    }

    @Test
    void a_client_certificate_is_required_until_a_restart() throws Exception {
        WebSecurity security =
                read(TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: cert.pem\n");

        write(TLS);
        clock.move(Duration.ofSeconds(1));

        assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty()))
                .isEqualTo(AccessDecision.CERTIFICATE_REQUIRED);
        assertThat(problems).hasSize(1).first().asString().contains("client_auth_type", "restart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert.pem", "key.pem", "ca.pem"})
    void a_file_of_tls_that_is_emptied_or_gone_leaves_what_was_read_before(String name) throws Exception {
        Files.copy(directory.resolve("cert.pem"), directory.resolve("ca.pem"));
        WebSecurity security = read(TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.pem\n");
        byte[] content = Files.readAllBytes(directory.resolve(name));

        Files.write(directory.resolve(name), new byte[0]);
        clock.move(Duration.ofSeconds(1));
        assertThat(security.isInForce()).isFalse();
        Files.delete(directory.resolve(name));
        clock.move(Duration.ofSeconds(1));
        assertThat(security.isInForce()).isFalse();
        assertThat(security.admit(CLIENT, Optional.empty(), Optional.empty()))
                .isEqualTo(AccessDecision.CERTIFICATE_REQUIRED);
        assertThat(problems).hasSize(2);

        Files.write(directory.resolve(name), content);
        clock.move(Duration.ofSeconds(1));
        assertThat(security.isInForce()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "31", "99"})
    void a_hash_that_takes_too_long_is_refused(String cost) {
        assertThatThrownBy(() -> read(USERS.replace("$04$", "$" + cost + "$")))
                .hasMessageContaining(
                        "line 2, column 3: the password of this user has a bcrypt hash whose cost is above 16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2$04$", "$1$04$", "$2y$03$", "$2y$4$", "$2y$", "$2y$04", "$2z$04$", "2y$04$", "$2y$ab$"})
    void a_hash_that_is_none_is_refused(String beginning) {
        assertThatThrownBy(() -> read(USERS.replace("$2y$04$", beginning)))
                .hasMessageContaining("is no bcrypt hash; make one with");
    }

    @Test
    void a_hash_that_is_too_short_or_too_long_is_refused() {
        for (String hash : List.of(USERS.replace("aaa\n", "\n"), USERS.replace("aaa\n", "aaaa\n"))) {
            assertThatThrownBy(() -> read(hash)).hasMessageContaining("is no bcrypt hash");
        }
    }

    @Test
    void the_slowest_hash_that_may_be() throws Exception {
        assertThat(read(USERS.replace("$04$", "$16$")).isInForce()).isTrue();
    }

    @Test
    void a_certificate_that_is_not_valid_now_is_a_warning_at_each_load() throws Exception {
        WebSecurity security = read(TLS);
        assertThat(warnings).hasSize(1).first().asString().contains("cert_file", "begins at");

        Instant end = security.certificateEnd().orElseThrow();
        clock.move(Duration.between(Instant.EPOCH, end.minusSeconds(1)));
        read(TLS);
        assertThat(warnings).hasSize(1);

        clock.move(Duration.ofDays(1));
        read(TLS);
        assertThat(warnings).hasSize(2).last().asString().contains("ended at " + end, "renew it");
    }

    @Test
    void without_tls_there_is_no_end_of_a_certificate() throws Exception {
        assertThat(read(USERS).certificateEnd()).isEmpty();
    }

    @Test
    void tls_does_not_come_or_go_while_it_runs() throws Exception {
        WebSecurity security = read(TLS);

        write("basic_auth_users: {}");
        clock.move(Duration.ofSeconds(1));

        assertThat(security.context()).isPresent();
        assertThat(security.parameters().getProtocols()).hasSize(2);
        assertThat(problems).first().asString().contains("restart the exporter");
    }

    private WebSecurity read(String text) throws Exception {
        write(text);
        return WebSecurity.of(file, clock, listener);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private String indented(String name) throws IOException {
        return Files.readString(directory.resolve(name))
                        .replaceAll("(?m)^", "    ")
                        .stripTrailing() + "\n";
    }
}
