package io.registryexporter.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What probes and browsers get. */
class ServedPagesTest extends ExporterServerFixture {
    @Test
    void it_is_not_ready_before_the_first_scan_but_healthy() {
        ready.set(false);
        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    }

    @Test
    void the_page_comes_with_its_policy_and_is_not_kept_by_caches() {
        HttpResponse<String> response = get("/");
        assertThat(response.body()).isEqualTo("<p>page</p>");
        assertThat(response.headers().map())
                .containsEntry("Content-Security-Policy", List.of("default-src 'none'"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("Content-Type", List.of("text/html; charset=utf-8"));
    }

    @Test
    void the_page_is_compressed_for_those_who_ask_for_it() throws IOException {
        HttpResponse<byte[]> response =
                send(request("/").header("Accept-Encoding", "gzip"), HttpResponse.BodyHandlers.ofByteArray());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("<p>page</p>");
        }
    }

    @Test
    void head_of_the_page_has_no_body() {
        HttpRequest.Builder head = request("/").method("HEAD", HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> response = send(head, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void only_get_and_head_are_allowed() {
        HttpRequest.Builder post = request("/metrics").POST(HttpRequest.BodyPublishers.ofString("x"));
        HttpResponse<String> response = send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void head_gives_the_headers_of_get_and_no_body() {
        HttpRequest.Builder head = request("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> response = send(head, HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Length"))
                .contains(Integer.toString(get("/metrics").body().length()));
    }

    @Test
    void the_list_of_tags_is_json_for_the_same_origin_and_is_not_kept_by_caches() {
        HttpResponse<String> response = get("/tags.json?sort=size");
        assertThat(response.body()).isEqualTo("[sort=size]");
        assertThat(response.headers().map())
                .containsEntry("Content-Type", List.of("application/json"))
                .containsEntry("Content-Security-Policy", List.of("default-src 'none'; frame-ancestors 'none'"))
                .containsEntry("Cross-Origin-Resource-Policy", List.of("same-origin"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Cache-Control", List.of("no-store"));
    }

    @Test
    void a_query_that_the_list_refuses_or_that_is_too_long_is_a_bad_request() {
        assertThat(get("/tags.json?bad").statusCode()).isEqualTo(400);
        assertThat(get("/tags.json?" + "x".repeat(1025)).statusCode()).isEqualTo(400);
        assertThat(get("/tags.json?" + "x".repeat(1024)).statusCode()).isEqualTo(200);
    }

    @Test
    void many_different_queries_are_answered() {
        for (int i = 0; i < 40; i++) {
            assertThat(get("/tags.json?" + i).body()).isEqualTo("[" + i + "]");
        }
        assertThat(get("/tags.json?1").body()).isEqualTo("[1]");
    }
}
