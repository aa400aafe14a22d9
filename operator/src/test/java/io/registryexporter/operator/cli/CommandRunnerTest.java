package io.registryexporter.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a command line or the environment is said in one line, with exit code 2. */
class CommandRunnerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void help_is_no_error() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(output())
                .contains(
                        "Usage: registry-exporter-operator",
                        "cleanup",
                        "WATCH_NAMESPACES",
                        "EXPORTER_IMAGE",
                        "LEADER_ELECTION",
                        "METRICS_PORT",
                        "LOG_LEVEL",
                        "LOG_FORMAT",
                        "KUBECONFIG");
        assertThat(error()).isEmpty();
    }

    @Test
    void help_of_the_cleanup_is_no_error() {
        assertThat(run(Map.of(), "cleanup", "--help")).isZero();
        assertThat(output()).contains("Usage: registry-exporter-operator cleanup", "Stop the operator first");
        assertThat(error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void the_version_is_no_error(String option) {
        assertThat(run(Map.of(), option)).isZero();
        assertThat(output())
                .startsWith("registry-exporter-operator ")
                .contains("revision", "Java")
                .hasLineCount(1);
        assertThat(error()).isEmpty();
    }

    @Test
    void an_unknown_option() {
        assertThat(run(Map.of(), "--nope")).isEqualTo(2);
        assertError("Unknown option: '--nope'. See registry-exporter-operator --help.");
    }

    @Test
    void an_unknown_command() {
        assertThat(run(Map.of(), "clean")).isEqualTo(2);
        assertError("'clean'", "See registry-exporter-operator --help.");
    }

    @Test
    void a_wrong_setting() {
        assertThat(run(Map.of("METRICS_PORT", "tcp://10.0.0.1:80"))).isEqualTo(2);
        assertError("environment variable METRICS_PORT: 'tcp://10.0.0.1:80' is not a port from 0 to 65535");
    }

    @Test
    void a_wrong_setting_of_the_cleanup() {
        assertThat(run(Map.of("WATCH_NAMESPACES", "*"), "cleanup")).isEqualTo(2);
        assertError("environment variable WATCH_NAMESPACES: '*' is not the name of a namespace");
    }

    @Test
    void a_wrong_level_is_told_before_anything_is_asked_of_the_cluster() {
        assertThat(run(Map.of("LOG_LEVEL", "loud"))).isEqualTo(2);
        assertError("environment variable LOG_LEVEL: 'loud' is not one of");
        assertThat(run(Map.of("LOG_LEVEL", "loud"), "cleanup")).isEqualTo(2);
    }

    @Test
    void a_setting_with_line_breaks_is_still_one_line() {
        assertThat(run(Map.of("EXPORTER_IMAGE", "a\n  b"))).isEqualTo(2);
        assertError("'a b' is not the name of an image");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return new CommandRunner(stream(out), stream(err), environment, Clock.systemUTC()).run(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private void assertError(String... parts) {
        assertThat(error())
                .hasLineCount(1)
                .startsWith("registry-exporter-operator: ")
                .contains(parts);
        assertThat(output()).isEmpty();
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String error() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
