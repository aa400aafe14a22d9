package io.registryexporter.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scrapes get. */
class ServedMetricsTest extends ExporterServerFixture {
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
}
