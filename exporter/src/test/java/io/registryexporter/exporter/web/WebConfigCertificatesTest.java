package io.registryexporter.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The validity of certificates in the file. */
class WebConfigCertificatesTest extends WebConfigFixture {
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
}
