package io.registryexporter.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The content of the file. */
class WebConfigContentTest extends WebConfigFixture {
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

    private String indented(String name) throws IOException {
        return Files.readString(directory.resolve(name))
                        .replaceAll("(?m)^", "    ")
                        .stripTrailing() + "\n";
    }
}
