package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.RunningExporter.Ended;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a user starts it: what it refuses, and how it ends. */
@Tag("jars")
class CommandLineIT {
    @TempDir
    private Path directory;

    @Test
    void a_wrong_option() {
        assertRefused(refuse(directory.toString(), "--nope"), "argument 2 is not a known option");
    }

    @Test
    void a_path_that_is_not_there() {
        assertRefused(refuse(directory.resolve("missing").toString()), "missing does not exist");
    }

    @Test
    void a_path_that_is_a_file() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertRefused(refuse(file.toString()), "file is not a directory");
    }

    @Test
    void a_path_that_may_not_be_read() throws IOException {
        Path v2 = Files.createDirectories(directory.resolve("registry/docker/registry/v2/repositories"));
        Files.createDirectories(v2.resolveSibling("blobs"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(v2, PosixFilePermissions.fromString("---------"));
        assertRefused(
                RunningExporter.runToItsEnd(
                        directory.resolve("log"),
                        RunningExporter.NOBODY,
                        directory.resolve("registry").toString()),
                "repositories. Run the exporter as the registry's user");
        Files.setPosixFilePermissions(v2, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_port_in_use() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertRefused(
                    refuse(emptyRegistry().toString(), "--web.listen-address=:" + taken.getLocalPort()),
                    "cannot listen on port " + taken.getLocalPort());
        }
    }

    @Test
    void a_new_registry_is_served_with_zero_repositories() throws IOException {
        try (RunningExporter exporter = RunningExporter.start(directory.resolve("log"), emptyRegistry())) {
            assertThat(exporter.scrape().value("registry_repositories")).isZero();
        }
    }

    @Test
    void the_build_is_told() throws IOException {
        try (RunningExporter exporter = RunningExporter.start(directory.resolve("log"), emptyRegistry())) {
            assertThat(exporter.text()).containsPattern("registry_exporter_build_info\\{version=\"\\d+\\.\\d+\\.\\d+");
        }
    }

    @Test
    void sigterm_ends_it_and_is_logged() throws IOException {
        try (RunningExporter exporter = RunningExporter.start(directory.resolve("log"), emptyRegistry())) {
            int sigterm = 128 + 15;
            assertThat(exporter.terminate()).isEqualTo(sigterm);
            assertThat(exporter.log()).contains("msg=stopped").doesNotContain("Exception");
        }
    }

    @Test
    void bash_completes_commands_and_options_by_its_script() {
        assertThat(completed("rep")).isEqualTo("report");
        assertThat(completed("--scan.in")).isEqualTo("--scan.interval");
        assertThat(completed("preview", "--older")).isEqualTo("--older-than");
    }

    private String completed(String... words) {
        String bash = "source <(\"$@\"); COMP_WORDS=(registry-exporter " + String.join(" ", words) + "); COMP_CWORD="
                + words.length + "; _complete_registry-exporter 2>/dev/null; echo \"${COMPREPLY[@]}\"";
        return RunningExporter.runToItsEnd(directory.resolve("log"), List.of("bash", "-c", bash, "bash"), "completion")
                .output()
                .strip();
    }

    private Path emptyRegistry() throws IOException {
        return Files.createDirectories(directory.resolve("empty"));
    }

    private Ended refuse(String... arguments) {
        return RunningExporter.runToItsEnd(directory.resolve("log"), List.of(), arguments);
    }

    private static void assertRefused(Ended refusal, String why) {
        assertThat(refusal.exitCode()).isEqualTo(2);
        assertThat(refusal.output()).hasLineCount(1).contains(why);
    }
}
