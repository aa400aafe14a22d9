package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "500ms, 500",
        "60s, 60000",
        "1m30s, 90000",
        "1d2h, 93600000",
        "1h0m5ms, 3600005",
        "2w1d, 1296000000",
        "1y, 31536000000"
    })
    void durations_as_prometheus_writes_them(String text, long millis) {
        assertThat(PrometheusDuration.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "s", "-1s", "1s1m", "1d1w", "1.5h", "1 s", "99999999999999999999s"})
    void everything_else_is_none(String text) {
        assertThat(PrometheusDuration.parse(text)).isEmpty();
    }
}
