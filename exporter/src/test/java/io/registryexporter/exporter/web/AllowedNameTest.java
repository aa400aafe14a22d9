package io.registryexporter.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedNameTest {

    @ParameterizedTest
    @CsvSource({"::1, 0:0:0:0:0:0:0:1", "127.0.0.1, 127.0.0.1", "prometheus, prometheus", "spiffe://a/b, spiffe://a/b"})
    void an_address_has_one_form(String name, String normal) {
        assertThat(AllowedName.normal(name)).isEqualTo(normal);
    }
}
