package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.operator.cli.CommandRunner;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of manifests that real charts and products make, rebuilt and reduced. The right answers are in the head
 * of each file: {@code answer: NAME ACTION REASON CONTAINER VOLUMES PATH} for each workload in order, and parts of the
 * message and of the hazards.
 */
@Tag("once")
class FieldManifestsIT {
    private static final Path FIELD =
            Path.of(System.getProperty("project.root"), "src-it", "tests", "src", "test", "resources", "field");

    static Stream<String> manifests() throws IOException {
        try (Stream<Path> files = Files.list(FIELD)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void the_dry_run_gives_the_right_answer(String file) throws IOException {
        List<String> head = Files.readAllLines(FIELD.resolve(file)).stream()
                .filter(line -> line.startsWith("# "))
                .toList();

        JsonNode lines = told(FIELD.resolve(file));

        assertThat(answers(lines)).isEqualTo(values(head, "answer"));
        values(head, "says")
                .forEach(part ->
                        assertThat(lines.findValuesAsText("message")).anyMatch(message -> message.contains(part)));
        assertThat(reasons(lines)).isEqualTo(values(head, "hazard"));
    }

    private static List<String> values(List<String> head, String key) {
        String start = "# " + key + ": ";
        return head.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private static List<String> answers(JsonNode lines) {
        List<String> answers = new ArrayList<>();
        for (JsonNode line : lines) {
            answers.add(String.join(
                    " ",
                    Stream.of("name", "action", "reason", "container", "volume", "path")
                            .map(field -> line.path(field).asText().replace(", ", ","))
                            .toList()));
        }
        return answers;
    }

    /** The reason of each hazard. */
    private static List<String> reasons(JsonNode lines) {
        List<String> reasons = new ArrayList<>();
        lines.findValues("hazards")
                .forEach(hazards ->
                        hazards.forEach(hazard -> reasons.add(hazard.asText().replaceFirst(": .*", ""))));
        return reasons;
    }

    private static JsonNode told(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new CommandRunner(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("EXPORTER_IMAGE", "example.org/exporter:1"),
                        Clock.systemUTC())
                .run("--dry-run", "-f", file.toString(), "-o", "json");
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }
}
