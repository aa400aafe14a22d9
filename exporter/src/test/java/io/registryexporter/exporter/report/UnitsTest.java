package io.registryexporter.exporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as people read them. */
class UnitsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "1048575, 1.0 MiB",
        "1099511627776, 1.0 TiB",
        "9223372036854775807, 8.0 EiB",
        "-2048, -2.0 KiB"
    })
    void bytes_have_binary_units(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT-5S, 0s", "PT59S, 59s", "PT60S, 1m", "PT23H59M, 23h", "PT47H, 47h", "PT48H, 2d", "P400D, 400d"})
    void an_age_has_one_unit(Duration age, String text) {
        assertThat(Units.age(NOW.minus(age), NOW)).isEqualTo(text);
    }

    @Test
    void what_never_was_has_no_age() {
        assertThat(Units.age(Optional.empty(), NOW)).isEqualTo("-");
    }

    @Test
    void a_part_of_nothing_is_none() {
        assertThat(Units.percent(0, 0)).isEqualTo("0.0%");
        assertThat(Units.percent(1, 3)).isEqualTo("33.3%");
    }

    @Test
    void a_noun_follows_its_count() {
        assertThat(Units.count(1, "tag")).isEqualTo("1 tag");
        assertThat(Units.count(1200, "tag")).isEqualTo("1,200 tags");
    }
}
