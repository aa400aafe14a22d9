package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCountTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "50000000, 50000000",
        "999999999999999999, 999999999999999999",
        "5KB, 5000",
        "5KiB, 5120",
        "50MB, 50000000",
        "50MiB, 52428800",
        "2GB, 2000000000",
        "999999999GiB, 1073741822926258176"
    })
    void a_number_of_bytes(String text, long bytes) {
        assertThat(ByteCount.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "1.5MB", "MB", "50 MB", "50mb", "50M", "5TB", "1000000000GiB", "1000000000000000000"})
    void anything_else_is_none(String text) {
        assertThat(ByteCount.parse(text)).isEmpty();
    }
}
