package io.registryexporter.exporter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a request, and which status what is none gets. */
class RequestParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET mailto:a HTTP/1.1 | 400",
                "CONNECT x:1 HTTP/1.1 | 400",
                "CONNECT /metrics HTTP/1.1 | 400",
                "GET x:1 HTTP/1.1 | 400",
                "GET * HTTP/1.1 | 400",
                "GET metrics HTTP/1.1 | 400",
                "GET ftp://h/metrics HTTP/1.1 | 400",
                "GET http:///metrics HTTP/1.1 | 400",
                "GET http://u@h/metrics HTTP/1.1 | 400",
                "GET http:/metrics HTTP/1.1 | 400",
                "GET /%zz HTTP/1.1 | 400",
                "GET /% HTTP/1.1 | 400",
                "GET /%4 HTTP/1.1 | 400",
                "GET /metrics?a=%zz HTTP/1.1 | 400",
                "GET /a[b] HTTP/1.1 | 400",
                "GET /a{b} HTTP/1.1 | 400",
                "GET /a\\b HTTP/1.1 | 400",
                "GET /a#b HTTP/1.1 | 400",
                "GET /a\"b HTTP/1.1 | 400",
                "GET /metr\u00fccs HTTP/1.1 | 400",
                "GET /a b HTTP/1.1 | 400",
                "GET  / HTTP/1.1 | 400",
                "GET /  HTTP/1.1 | 400",
                "GET / HTTP/1.1  x | 400",
                "GET / | 400",
                "GET | 400",
                "G(T / HTTP/1.1 | 400",
                "GET / http/1.1 | 400",
                "GET / HTTP/1 | 400",
                "GET / HTTP/1.10 | 400",
                "GET / HTCPCP/1.0 | 400",
                "GET / HTTP/0.9 | 505",
                "GET / HTTP/2.0 | 505",
                "GET / HTTP/3.7 | 505",
                "PRI * HTTP/2.0 | 505"
            })
    void a_request_line_that_is_none(String line, int status) {
        assertThat(refusal(line + "\r\n").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: x | 400",
                "Content-Length: -1 | 400",
                "Content-Length: +1 | 400",
                "Content-Length: 1, 1 | 400",
                "Content-Length: 99999999999999999999 | 400",
                "Content-Length: 1%Content-Length: 1 | 400",
                "Content-Length: 1%Transfer-Encoding: chunked | 400",
                "Transfer-Encoding: gzip | 501",
                "Transfer-Encoding: gzip, chunked | 501",
                "Host: a | 400",
                "Expect: tea | 417",
                "no colon | 400",
                "Name : value | 400",
                ": value | 400",
                "a: b%  folded | 400",
                "a: b\u0000c | 400"
            })
    void a_header_that_is_none(String fields, int status) {
        assertThat(refusal("GET / HTTP/1.1\r\nHost: x\r\n" + fields.replace("%", "\r\n") + "\r\n\r\n")
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a b\r\n", "Host: a/b\r\n", "Host: u@h\r\n"})
    void a_host_that_is_missing_or_none(String host) {
        assertThat(refusal("GET / HTTP/1.1\r\n" + host + "\r\n").status()).isEqualTo(400);
    }

    @Test
    void an_encoding_that_the_version_does_not_have() {
        assertThat(refusal("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_line_that_is_too_long_is_refused_before_it_ends() {
        assertThat(refusal("GET /" + "a".repeat(8200)).status()).isEqualTo(414);
    }

    @Test
    void headers_that_are_too_large_are_refused_before_they_end() {
        assertThat(refusal("GET / HTTP/1.1\r\nHost: x\r\na: " + "a".repeat(RequestParser.MAX_HEAD))
                        .status())
                .isEqualTo(431);
        assertThat(refusal("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(201)).status())
                .isEqualTo(431);
    }

    @Test
    void what_begins_with_a_control_character_is_refused_at_once() {
        assertThat(refusal("\u0016\u0003\u0001").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "GET",
                "GET / HTTP/1.1",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r"
            })
    void more_may_come(String text) {
        assertThat(parse(text)).isInstanceOf(RequestHead.Partial.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics,/metrics",
        "/%6detrics,/metrics",
        "http://x/metrics,/metrics",
        "HTTPS://x:1/metrics,/metrics",
        "http://x,/",
        "//metrics,//metrics",
        "/%c3%a9,/\u00e9",
        "/a+b,/a+b"
    })
    void the_path_is_decoded(String target, String path) {
        assertThat(whole("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .target()
                        .path())
                .isEqualTo(path);
    }

    @Test
    void the_query_stays_as_it_came() {
        assertThat(whole("GET /metrics?name[]=a%5B&b=/? HTTP/1.1\r\nHost: x\r\n\r\n")
                        .target()
                        .query())
                .isEqualTo(Optional.of("name[]=a%5B&b=/?"));
    }

    @ParameterizedTest
    @CsvSource({"1.1,'',true", "1.1,close,false", "1.1,'a, Close',false", "1.0,'',false", "1.0,Keep-Alive,true"})
    void the_connection_stays_where_both_want_it(String version, String connection, boolean stays) {
        assertThat(whole("GET / HTTP/" + version + "\r\nHost: x\r\nConnection: " + connection + "\r\n\r\n")
                        .keepAlive())
                .isEqualTo(stays);
    }

    @Test
    void a_body_is_not_read_and_ends_the_connection() {
        assertThat(whole("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
                .satisfies(post -> assertThat(post.body()).isTrue())
                .satisfies(post -> assertThat(post.keepAlive()).isFalse());
    }

    @Test
    void lines_may_end_without_a_carriage_return_and_begin_with_empty_ones() {
        String text = "\r\n\nGET / HTTP/1.1\nHost: x\n\n";
        assertThat(whole(text + "GET").length()).isEqualTo(text.length());
    }

    private static RequestHead.Refused refusal(String text) {
        assertThat(parse(text)).isInstanceOf(RequestHead.Refused.class);
        return (RequestHead.Refused) parse(text);
    }

    private static RequestHead.Whole whole(String text) {
        assertThat(parse(text)).isInstanceOf(RequestHead.Whole.class);
        return (RequestHead.Whole) parse(text);
    }

    private static RequestHead parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return RequestParser.parse(bytes, bytes.length);
    }
}
