package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report --disk-usage} beside the programs du and find. */
@Tag("once")
@RequiresPrograms({"du", "find"})
class DiskUsageIT {
    @TempDir
    private Path directory;

    private SampleCopy sample;
    private Path v2;

    @BeforeEach
    void copy() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        sample = SampleCopy.below(directory);
        v2 = sample.root().resolve("docker/registry/v2");
    }

    @Test
    void the_sums_are_those_of_du_and_find_wherever_path_begins() throws IOException {
        assertSameSums(sample.root());
        assertSameSums(v2);
    }

    @Test
    void links_sparse_files_and_odd_names_are_counted_alike() throws IOException {
        sample.addRepositories(20, "app-");
        Path blobs = v2.resolve("blobs/sha256");
        try (Stream<Path> all = Files.walk(blobs)) {
            Path data = all.filter(path -> path.endsWith("data")).findFirst().orElseThrow();
            Files.createLink(data.resolveSibling("copy"), data);
            Files.createLink(sample.root().resolve("another name"), data);
        }
        Files.createSymbolicLink(blobs.resolve("broken"), Path.of("nowhere"));
        Files.createSymbolicLink(v2.resolve("loop"), Path.of("."));
        Files.createDirectories(v2.resolve("repositories/@eaDir/two words\nand a line"));
        Files.write(v2.resolve("repositories/.nfs0000001"), new byte[12_345]);

        assertSameSums(sample.root());
        assertSameSums(v2);
    }

    @Test
    void what_cannot_be_listed_makes_the_sum_unknown() throws IOException {
        Path closed = v2.resolve("repositories/tools/backup/_layers/sha256");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));

        JsonNode usage = usage(sample.root(), RunningExporter.NOBODY);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(usage.path("bytes").isNull()).isTrue();
        assertThat(usage.path("entries").isNull()).isTrue();
        assertThat(usage.path("unreadable").asLong()).isEqualTo(1);
        assertThat(usage.path("kinds"))
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(kind.path("bytes").isNull()).isTrue());
    }

    @Test
    void a_slow_pace_is_no_storage_that_does_not_answer() throws IOException {
        Path uploads = Files.createDirectories(v2.resolve("repositories/tools/_uploads"));
        for (int i = 0; i < 500; i++) {
            Files.createFile(uploads.resolve("file" + i));
        }
        RunningExporter.Ended ended = RunningExporter.runToItsEnd(
                directory.resolve("log"),
                List.of(),
                "report",
                sample.root().toString(),
                "--disk-usage",
                "--scan.max-ops-per-second=150",
                "--scan.stuck-after=3s");
        assertThat(ended.output()).contains("On the disk below");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void a_registry_without_a_push_has_what_lies_there_already() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Files.write(Files.createDirectories(empty.resolve("lost+found")).resolve("file"), new byte[100]);

        assertSameSums(empty);
    }

    private void assertSameSums(Path path) throws IOException {
        JsonNode usage = usage(path, List.of());

        assertThat(usage.path("bytes").asLong())
                .isEqualTo(Long.parseLong(output("du", "--apparent-size", "--bytes", "--summarize", path.toString())
                        .split("\t", 2)[0]));
        assertThat(usage.path("entries").asLong())
                .isEqualTo(output("find", path.toString(), "-printf", ".").length());
        assertThat(sum(usage, "bytes")).isEqualTo(usage.path("bytes").asLong());
        assertThat(sum(usage, "files") + sum(usage, "directories"))
                .isEqualTo(usage.path("entries").asLong());
    }

    private static long sum(JsonNode usage, String field) {
        long sum = 0;
        for (JsonNode kind : usage.path("kinds")) {
            sum += kind.path(field).asLong();
        }
        return sum;
    }

    private JsonNode usage(Path path, List<String> prefix) throws IOException {
        return new ObjectMapper()
                .readTree(RunningExporter.runToItsEnd(
                                directory.resolve("log"),
                                prefix,
                                "report",
                                path.toString(),
                                "--disk-usage",
                                "--format=json")
                        .output())
                .path("diskUsage");
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
