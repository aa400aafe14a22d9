package io.registryexporter.operator.decide.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.cli.CommandRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a pod's words comes into a status. */
class PodMessagesTest {
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            registry-exporter: /data does not exist. PATH is the registry's rootdirectory | registry-exporter: … does not exist
            starting\\n\\nregistry-exporter: /data does not exist\\n | registry-exporter: … does not exist
            registry-exporter: /a cannot be read: permission denied for /a/b. Run | registry-exporter: … cannot be read: permission denied
            registry-exporter: /a cannot be read: Stale file handle | registry-exporter: … cannot be read
            registry-exporter: cannot listen on :80: Permission denied. Choose | registry-exporter: cannot listen on …
            registry-exporter: option --scan.interval must be a duration. See | registry-exporter: option --scan.interval must be …
            registry-exporter: option --secret must be a duration. See | registry-exporter: option … must be …
            Error: Could not create the Java Virtual Machine.\\nError: A fatal exception has occurred. Program will exit. | the Java virtual machine did not start
            """)
    void a_known_error_is_reported_with_the_operators_text(String message, String words) {
        assertThat(PodMessages.ofExporter(message.replace("\\n", "\n"))).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TOKEN,
                "registry-exporter: " + TOKEN,
                "registry-exporter: " + TOKEN + "\n",
                "registry-exporter: /data does not exist\n" + TOKEN,
                "registry-exporter: /data does not exist\r" + TOKEN,
                "registry-exporter: /data does not exist\u2028" + TOKEN,
                " x registry-exporter: /data does not exist " + TOKEN,
                "REGISTRY-EXPORTER: /data does not exist",
                "time=2026-01-01T00:00:00Z level=error msg=\"" + TOKEN + "\"",
                "",
                "\n"
            })
    void what_no_exporter_says_is_nothing(String message) {
        assertThat(PodMessages.ofExporter(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry-exporter: %s does not exist",
                "registry-exporter: /data does not exist %s",
                "registry-exporter: /data does not exist. %s",
                "registry-exporter: %s cannot be read: permission denied for %s",
                "registry-exporter: %s cannot be read: %s",
                "registry-exporter: %s is no storage of a registry: %s",
                "registry-exporter: %s is a storage in the storage %s",
                "registry-exporter: cannot listen on %s: %s",
                "registry-exporter: option %s must be a whole number",
                "registry-exporter: option --scan.threads must be %s",
                "registry-exporter: unexpected, please report it: %s",
                "registry-exporter: --web.config.file: %s",
                "Error: A fatal exception has occurred %s",
                "%s\nregistry-exporter: /data does not exist"
            })
    void a_known_error_brings_nothing_else_of_the_container_with_it(String message) {
        assertThat(PodMessages.ofExporter(message.replace("%s", TOKEN)))
                .hasValueSatisfying(words -> assertThat(words).doesNotContain(TOKEN, "/data"));
    }

    @Test
    void what_the_exporter_ends_with_is_known() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path file = Files.createFile(directory.resolve("file"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createFile(other.resolve("something"));
        Path web = Files.writeString(directory.resolve("web.yml"), "tls_server_config: {cert_file: a}\n");
        assertKnown("… does not exist", directory.resolve("missing").toString());
        assertKnown("… is not a directory", file.toString());
        assertKnown("… is no storage of a registry", other.toString());
        assertKnown("argument … is not a known option", empty.toString(), "--unknown");
        assertKnown("option --scan.threads must be …", empty.toString(), "--scan.threads=none");
        assertKnown("argument … is one too many", empty.toString(), "report");
        assertKnown("PATH is missing");
        assertKnown(
                "--web.config.file", empty.toString(), "--web.listen-address=127.0.0.1:0", "--web.config.file=" + web);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertKnown(
                    "cannot listen on …", empty.toString(), "--web.listen-address=127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static void assertKnown(String sentence, String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, new Terminal(false, false), Map.of());
        assertThat(new CommandRunner(console, Clock.systemUTC()).run(arguments)).isEqualTo(2);
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(PodMessages.ofExporter(text)).as(text).isEqualTo(Optional.of("registry-exporter: " + sentence));
    }

    @Test
    void words_of_the_cluster_are_one_line_of_printable_characters() {
        assertThat(PodMessages.ofCluster(" secret \"a\"\n\u001b[31mnot\u202e\u0000 found\t\uD800 "))
                .isEqualTo("secret \"a\" [31mnot found");
    }

    @Test
    void words_of_the_cluster_are_cut() {
        assertThat(PodMessages.ofCluster("é".repeat(600)))
                .hasSize(512)
                .startsWith("éé")
                .endsWith("é…");
        assertThat(PodMessages.ofCluster("é".repeat(512))).isEqualTo("é".repeat(512));
    }

    @Test
    void an_address_loses_its_credentials() {
        assertThat(PodMessages.ofCluster("Get \"https://user:word@a.example/v2/?sig=" + TOKEN + "&x=1\": EOF"))
                .isEqualTo("Get \"https://…@a.example/v2/?…\": EOF");
    }
}
