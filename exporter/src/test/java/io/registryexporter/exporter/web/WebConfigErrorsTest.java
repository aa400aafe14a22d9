package io.registryexporter.exporter.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registryexporter.exporter.fixture.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be used. */
class WebConfigErrorsTest extends WebConfigFixture {
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
    void what_cannot_be_used_is_reported_with_its_line(String text, int line, String message) {
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
    void a_key_of_another_certificate_is_reported() throws IOException {
        ServerCertificate.of(made, "RSA").write(made);
        Files.copy(made.resolve("key.pem"), directory.resolve("other.pem"));

        assertThatThrownBy(() -> read(TLS.replace("key.pem", "other.pem")))
                .hasMessage("--web.config.file, line 3, column 13: key_file is not the key of the certificate");
    }

    @Test
    void a_file_that_is_not_there_is_reported() {
        assertThatThrownBy(() -> WebSecurity.of(file, clock, listener))
                .hasMessage("--web.config.file: the file cannot be read as UTF-8 text: NoSuchFileException");
    }
}
