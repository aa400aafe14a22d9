package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.fixture.TestStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a command line is said in one line, with exit code 2. */
class CommandRunnerTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void no_path() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertError("PATH is missing. See registry-exporter --help.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "report", "check"})
    void help_names_each_default_and_no_placeholder(String command) {
        assertThat(run(Map.of(), command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"}))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Default: 10m")
                .doesNotContain("${");
    }

    @Test
    void an_unknown_option() {
        assertThat(run(Map.of(), directory.toString(), "--nope")).isEqualTo(2);
        assertError("argument 2 is not a known option. See registry-exporter --help.");
    }

    @ParameterizedTest
    @CsvSource({
        "--scan.interval, 5 minutes, a duration such as 60s",
        "--scan.interval, -5s, a duration such as 60s",
        "--scan.threads, 0, a whole number from 1 to 256",
        "--scan.max-ops-per-second, -1, a whole number from 0",
        "--scan.stuck-after, soon, a duration such as 60s",
        "--registry.version, 4, 2 or 3",
        "--registry.proxy, maybe, 'one of [auto, true, false]'",
        "--web.listen-address, 8080, an address such as :8080",
        "--web.telemetry-path, metrics, a path such as /metrics",
        "--web.telemetry-path, /-/ready, a path such as /metrics",
        "--web.telemetry-path, //metrics, a path such as /metrics",
        "--web.telemetry-path, /tags.json, a path such as /metrics",
        "--metrics.tag-exclude, '(', a regular expression of Java",
        "--metrics.per-tag, maybe, true or false",
        "--metrics.max-tags, -1, a whole number from 0",
        "--log.level, loud, 'one of [debug, info, warn, error]'",
        "--log.format, xml, 'one of [logfmt, json]'"
    })
    void a_wrong_value(String option, String value, String wanted) {
        assertThat(run(Map.of(), directory.toString(), option + "=" + value)).isEqualTo(2);
        assertError("option " + option + " must be " + wanted);
    }

    @Test
    void a_wrong_limit_of_a_check() {
        assertThat(run(Map.of(), "check", directory.toString(), "--verify", "--max-bytes-per-second=fast"))
                .isEqualTo(2);
        assertError("option --max-bytes-per-second must be a number of bytes such as 50000000");
    }

    @Test
    void a_limit_of_bytes_that_are_not_read() {
        assertThat(run(Map.of(), "check", directory.toString(), "--max-bytes-per-second=50MB"))
                .isEqualTo(2);
        assertError("--max-bytes-per-second needs --verify. See registry-exporter check");
    }

    @Test
    void a_wrong_value_in_the_environment() {
        assertThat(run(Map.of("REGISTRY_EXPORTER_SCAN_INTERVAL", "soon"), directory.toString()))
                .isEqualTo(2);
        assertError(
                "option --scan.interval must be a duration",
                "(from the environment variable REGISTRY_EXPORTER_SCAN_INTERVAL)");
    }

    @Test
    void an_empty_variable_is_as_good_as_none() {
        assertThat(run(
                        Map.of("REGISTRY_EXPORTER_LOG_LEVEL", ""),
                        directory.resolve("missing").toString()))
                .isEqualTo(2);
        assertError("missing does not exist");
    }

    @Test
    void the_command_line_wins_over_the_environment() {
        assertThat(run(Map.of("REGISTRY_EXPORTER_SCAN_THREADS", "8"), directory.toString(), "--scan.threads=x"))
                .isEqualTo(2);
        assertThat(error()).contains("--scan.threads must be").doesNotContain("environment");
    }

    @Test
    void a_path_that_is_no_storage() {
        assertThat(run(Map.of(), directory.resolve("missing").toString())).isEqualTo(2);
        assertError("missing does not exist. PATH is the registry's rootdirectory");
    }

    @Test
    void a_wrong_registry_proxy_in_the_environment() {
        assertThat(run(Map.of("REGISTRY_EXPORTER_REGISTRY_PROXY", "maybe"), directory.toString()))
                .isEqualTo(2);
        assertError("option --registry.proxy must be one of [auto, true, false]", "REGISTRY_EXPORTER_REGISTRY_PROXY)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "report", "check"})
    void a_path_that_is_an_oci_image_layout(String command) throws IOException {
        Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.createFile(directory.resolve("oci-layout"));
        String[] arguments =
                command.isEmpty() ? new String[] {directory.toString()} : new String[] {command, directory.toString()};
        assertThat(run(Map.of(), arguments)).isEqualTo(2);
        assertError(directory + " is an OCI image layout, not a registry's storage");
    }

    @Test
    void an_address_in_use() throws IOException {
        new TestStorage(directory);
        try (ServerSocket taken = new ServerSocket(0)) {
            String address = ":" + taken.getLocalPort();
            assertThat(run(Map.of(), directory.toString(), "--web.listen-address", address))
                    .isEqualTo(2);
            assertError("cannot listen on port " + taken.getLocalPort(), "in use", "--web.listen-address");
        }
    }

    @Test
    void help_and_version_are_no_errors() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(run(Map.of(), "--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Usage: registry-exporter PATH [options]", "--scan.interval", "registry-exporter unknown");
        assertThat(error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "report", "check", "preview"})
    void each_example_of_a_help_is_a_command_line_that_is_understood(String command) {
        run(Map.of(), command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"});
        List<String> examples = out.toString(StandardCharsets.UTF_8)
                .lines()
                .dropWhile(line -> !line.equals("Examples:"))
                .filter(line -> line.startsWith("  registry-exporter "))
                .toList();
        assertThat(examples).hasSizeGreaterThan(2).allSatisfy(example -> {
            err.reset();
            // A PATH that is not there is the first thing that is wrong with it.
            String[] words = example.strip()
                    .replace("'", "")
                    .replaceAll(" >.*", "")
                    .replace("/var/lib/registry", directory.resolve("missing").toString())
                    .split(" ", -1);
            assertThat(run(Map.of(), Arrays.copyOfRange(words, 1, words.length)))
                    .isEqualTo(2);
            assertError("missing does not exist");
        });
    }

    @Test
    void completion_prints_a_script_with_the_commands_and_their_options() {
        assertThat(run(Map.of(), "completion")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "complete -F _complete_registry-exporter",
                        "commands=\"report check preview\"",
                        "'--scan.interval'",
                        "'--keep-last'");
        assertThat(error()).isEmpty();
    }

    @Test
    void help_of_completion_is_no_error() {
        assertThat(run(Map.of(), "completion", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("source <(registry-exporter completion)")
                .doesNotContain("${");
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandRunner runner = new CommandRunner(
                new Console(stream(out), stream(err), new Terminal(false, false), environment), Clock.systemUTC());
        return runner.run(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private void assertError(String... parts) {
        assertThat(error()).hasLineCount(1).startsWith("registry-exporter: ").contains(parts);
    }

    private String error() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
