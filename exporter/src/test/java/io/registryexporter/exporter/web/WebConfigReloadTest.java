package io.registryexporter.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the file. */
class WebConfigReloadTest extends WebConfigFixture {
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
    void a_change_that_cannot_be_used_is_reported_once_and_the_last_good_state_stays() throws Exception {
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
    void what_a_broken_change_names_is_watched_until_it_is_fixed() throws Exception {
        WebSecurity security = read(TLS);

        write(TLS.replace("cert.pem", "new.pem") + "  min_version: TLS13\n");
        clock.move(Duration.ofSeconds(1));
        assertThat(security.parameters().getProtocols()).hasSize(2);

        Files.copy(directory.resolve("cert.pem"), directory.resolve("new.pem"));
        clock.move(Duration.ofSeconds(1));
        assertThat(security.parameters().getProtocols()).containsExactly("TLSv1.3");
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
}
