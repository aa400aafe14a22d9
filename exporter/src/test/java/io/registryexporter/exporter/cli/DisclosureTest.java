package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes puts Secrets into variables and, as {@code $(VAR)}, into arguments: no message quotes one of either. */
class DisclosureTest {
    private static final String SECRET = "topsecret";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"", "report", "check"})
    void a_file_is_not_read_for_arguments(String command) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), SECRET + " --" + SECRET);
        assertRefused(command, "@" + token);
        assertRefused(command, directory.toString(), "@" + token);
        assertRefused(command, directory.toString(), "--registry.version=@" + token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "report", "check"})
    void an_argument_of_each_kind(String command) {
        for (String argument : List.of(
                SECRET,
                "--" + SECRET,
                "--" + SECRET + "=1",
                "-" + SECRET,
                "--registry.version=" + SECRET,
                "--registry.version=" + SECRET + "\n" + SECRET,
                "--scan.interval" + SECRET,
                "--scan.threads=" + SECRET,
                "--verify=" + SECRET)) {
            assertRefused(command, directory.toString(), argument);
        }
        assertRefused(command, directory.toString(), "--registry.version=2", "--registry.version=" + SECRET);
        assertRefused(command, directory.toString(), "--scan.threads", "--" + SECRET);
    }

    @Test
    void an_argument_that_clings_to_the_option_for_help() {
        run(Map.of(), directory.toString(), "--help=" + SECRET);
        run(Map.of(), directory.toString(), "-h" + SECRET);
        assertThat(written()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEB_LISTEN_ADDRESS",
                "WEB_TELEMETRY_PATH",
                "SCAN_INTERVAL",
                "SCAN_FULL_INTERVAL",
                "SCAN_THREADS",
                "SCAN_MAX_OPS_PER_SECOND",
                "REGISTRY_VERSION",
                "REGISTRY_PROXY",
                "METRICS_PER_TAG",
                "METRICS_MAX_TAGS",
                "LOG_LEVEL",
                "LOG_FORMAT"
            })
    void a_wrong_value_of_a_variable(String variable) {
        assertThat(run(Map.of("REGISTRY_EXPORTER_" + variable, SECRET), directory.toString()))
                .isEqualTo(2);
        assertThat(written()).doesNotContain(SECRET).contains("REGISTRY_EXPORTER_" + variable, " must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"METRICS_TAG_EXCLUDE", "METRICS_REPOSITORY_EXCLUDE", "METRICS_REPOSITORY_INCLUDE"})
    void a_regular_expression_that_is_none(String variable) {
        for (String regex : List.of(SECRET + "(", "\\p{" + SECRET + "}", "(?<" + SECRET)) {
            written.reset();
            assertThat(run(Map.of("REGISTRY_EXPORTER_" + variable, regex), directory.toString()))
                    .isEqualTo(2);
            assertThat(written()).doesNotContain(SECRET).contains("REGISTRY_EXPORTER_" + variable);
        }
    }

    @Test
    void an_address_whose_host_is_none() {
        assertThat(run(Map.of("REGISTRY_EXPORTER_WEB_LISTEN_ADDRESS", SECRET + ".invalid:8080"), directory.toString()))
                .isEqualTo(2);
        assertThat(written()).doesNotContain(SECRET).contains("port 8080", "--web.listen-address");
    }

    @Test
    void a_file_of_the_web_configuration_that_is_not_there() {
        assertThat(run(Map.of("REGISTRY_EXPORTER_WEB_CONFIG_FILE", "/" + SECRET), directory.toString()))
                .isEqualTo(2);
        assertThat(written()).doesNotContain(SECRET).contains("--web.config.file", "NoSuchFileException");
    }

    @Test
    void a_path_that_does_not_look_like_one() {
        String longest = "/" + SECRET.repeat(30);
        for (String path : List.of(SECRET, SECRET + "/docker/registry/v2", "/" + SECRET + "\nline", longest)) {
            for (String command : List.of("", "report", "check")) {
                assertRefused(command, path);
            }
        }
        assertThat(run(Map.of(), "/nowhere/registry")).isEqualTo(2);
        assertThat(written()).contains("/nowhere/registry does not exist");
    }

    @Test
    void help_shows_the_defaults_and_not_the_environment() {
        for (String command : List.of("", "report", "check")) {
            List<String> arguments = new ArrayList<>(command.isEmpty() ? List.of() : List.of(command));
            arguments.add("--help");
            assertThat(run(
                            Map.of(
                                    "REGISTRY_EXPORTER_REGISTRY_VERSION",
                                    "2",
                                    "REGISTRY_EXPORTER_WEB_TELEMETRY_PATH",
                                    "/" + SECRET),
                            arguments.toArray(new String[0])))
                    .isZero();
            assertThat(written()).doesNotContain(SECRET).containsPattern("Default:\\s+3");
        }
    }

    @Test
    void an_unknown_option_is_reported_by_its_place_and_the_nearest_one() {
        assertThat(run(Map.of(), directory.toString(), "--scan.intervall=5s")).isEqualTo(2);
        assertThat(written()).contains("argument 2 is not a known option", "nearest option is --scan.interval.");
    }

    private void assertRefused(String command, String... arguments) {
        written.reset();
        List<String> all = new ArrayList<>(command.isEmpty() ? List.of() : List.of(command));
        all.addAll(List.of(arguments));
        assertThat(run(Map.of(), all.toArray(new String[0]))).isEqualTo(2);
        assertThat(written()).hasLineCount(1).startsWith("registry-exporter: ").doesNotContain(SECRET);
    }

    private int run(Map<String, String> environment, String... arguments) {
        PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new CommandRunner(
                        new Console(stream, stream, new Terminal(false, false), environment), Clock.systemUTC())
                .run(arguments);
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
