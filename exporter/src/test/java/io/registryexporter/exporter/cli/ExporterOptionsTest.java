package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What others may know of the options. */
class ExporterOptionsTest {

    @Test
    void options_have_one_value_or_none() {
        assertThat(ExporterOptions.withValue())
                .contains("--web.config.file", "--scan.threads", "--metrics.per-tag")
                .doesNotContain("--verify", "--format")
                .allMatch(name -> name.startsWith("--"));
        assertThat(ExporterOptions.withoutValue()).containsExactlyInAnyOrder("--help", "-h", "--version", "-V");
    }

    @Test
    void each_option_with_a_value_has_a_variable() {
        assertThat(ExporterOptions.variables())
                .hasSameSizeAs(ExporterOptions.withValue())
                .contains("REGISTRY_EXPORTER_SCAN_MAX_OPS_PER_SECOND");
    }
}
