package io.registryexporter.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a command line or the environment is said in one line, with exit code 2. */
class CommandRunnerTest {
    @TempDir
    private Path directory;

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
        assertError("argument 1 is not a known option. See registry-exporter-operator --help.");
    }

    @Test
    void an_unknown_command() {
        assertThat(run(Map.of(), "clean")).isEqualTo(2);
        assertError("argument 1 is one too many", "See registry-exporter-operator --help.");
    }

    @Test
    void options_of_the_dry_run_need_it() {
        assertThat(run(Map.of(), "-f", "registry.yaml")).isEqualTo(2);
        assertError("-f is an option of --dry-run; add --dry-run");
        err.reset();
        assertThat(run(Map.of(), "-o", "json")).isEqualTo(2);
        assertError("-o is an option of --dry-run; add --dry-run");
    }

    @Test
    void an_unknown_form_of_the_output() {
        assertThat(run(Map.of(), "--dry-run", "-o", "yaml")).isEqualTo(2);
        assertError("option -o must be table or json");
    }

    @Test
    void manifests_are_judged_without_a_cluster() throws IOException {
        Path file = Files.writeString(directory.resolve("web.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec: {template: {spec: {containers: [{name: web, image: nginx}]}}}
                """);
        assertThat(run(Map.of("KUBECONFIG", "/no/such/file"), "--dry-run", "-f", file.toString()))
                .isZero();
        assertThat(output()).containsPattern("default +Deployment/web +- +- +NoRegistryContainer: ");
    }

    @Test
    void a_manifest_that_cannot_be_read() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "a: 1\nb: [\n");
        assertThat(run(Map.of(), "--dry-run", "-f", file.toString())).isEqualTo(2);
        assertError(file + ", line 3: not YAML or JSON: ");
        err.reset();
        assertThat(run(Map.of(), "--dry-run", "-f", "/no/such.yaml", "-o", "json"))
                .isEqualTo(2);
        assertError("/no/such.yaml: there is no such file");
    }

    @Test
    void a_wrong_setting() {
        assertThat(run(Map.of("METRICS_PORT", "tcp://10.0.0.1:80"))).isEqualTo(2);
        assertError("environment variable METRICS_PORT must be a port from 0 to 65535");
    }

    @Test
    void a_wrong_setting_of_the_cleanup() {
        assertThat(run(Map.of("WATCH_NAMESPACES", "*"), "cleanup")).isEqualTo(2);
        assertError("environment variable WATCH_NAMESPACES must be names of namespaces");
    }

    @Test
    void an_invalid_level_is_reported_before_any_request() {
        assertThat(run(Map.of("LOG_LEVEL", "loud"))).isEqualTo(2);
        assertError("environment variable LOG_LEVEL must be one of");
        assertThat(run(Map.of("LOG_LEVEL", "loud"), "cleanup")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXPORTER_IMAGE",
                "LEADER_ELECTION",
                "LOG_FORMAT",
                "LOG_LEVEL",
                "METRICS_PORT",
                "WATCH_NAMESPACES"
            })
    void no_value_of_a_variable_is_quoted(String variable) {
        assertThat(run(Map.of(variable, "Top\nSecret"))).isEqualTo(2);
        assertError("environment variable " + variable + " must be ");
        assertThat(error()).doesNotContain("Top", "Secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cleanup"})
    void no_file_is_read_for_arguments_and_no_argument_is_quoted(String command) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "topsecret --topsecret");
        for (String argument : List.of("@" + token, "topsecret", "--topsecret", "--dry-run=topsecret")) {
            err.reset();
            List<String> arguments = command.isEmpty() ? List.of(argument) : List.of(command, argument);
            assertThat(run(Map.of(), arguments.toArray(new String[0]))).isEqualTo(2);
            assertError(" --help.");
            assertThat(error()).doesNotContain("topsecret", "token");
        }
    }

    @Test
    void completion_prints_a_script_with_the_commands_and_their_options() {
        assertThat(run(Map.of(), "completion")).isZero();
        assertThat(output())
                .contains(
                        "complete -F _complete_registry-exporter-operator",
                        "commands=\"cleanup completion\"",
                        "'--dry-run'");
        assertThat(error()).isEmpty();
    }

    @Test
    void the_version_of_the_resource_is_no_warning() throws IOException {
        Path manifest = Files.writeString(directory.resolve("empty.yaml"), "");
        run(Map.of(), "--dry-run", "-f", manifest.toString());
        out.reset();
        VersionUsageUtils.log("registryexporters", "v1alpha1");
        assertThat(error()).isEmpty();
        Logger.getLogger("io.fabric8.another").warning("something else");
        assertThat(error()).contains("something else");
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
