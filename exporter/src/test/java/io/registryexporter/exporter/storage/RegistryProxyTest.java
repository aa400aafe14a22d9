package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryProxyTest {
    @ParameterizedTest
    @CsvSource({
        "AUTO, false, false",
        "AUTO, true, true",
        "TRUE, false, true",
        "TRUE, true, true",
        "FALSE, false, false",
        "FALSE, true, false"
    })
    void what_was_said_wins_over_what_was_detected(RegistryProxy proxy, boolean detected, boolean expected) {
        assertThat(proxy.isProxy(detected)).isEqualTo(expected);
    }
}
