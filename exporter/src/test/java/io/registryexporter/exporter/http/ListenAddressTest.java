package io.registryexporter.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        ":8080, '', 8080",
        "127.0.0.1:9100, 127.0.0.1, 9100",
        "[::1]:8080, ::1, 8080",
        "localhost:0, localhost, 0",
        "[::]:65535, ::, 65535"
    })
    void addresses_as_other_exporters_write_them(String text, String host, int port) {
        assertThat(ListenAddress.parse(text)).contains(new ListenAddress(host, port));
        assertThat(new ListenAddress(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8080", ":", ":x", ":65536", "::1:8080", "[::1]", "a b:80", ":-1", "http://a:80"})
    void everything_else_is_none(String text) {
        assertThat(ListenAddress.parse(text)).isEmpty();
    }
}
