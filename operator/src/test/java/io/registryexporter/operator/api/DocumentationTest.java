package io.registryexporter.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentationTest {
    private static final Path DOCS = Path.of("..", "docs");

    @ParameterizedTest
    @EnumSource(Reason.class)
    void every_reason_has_a_row(Reason reason) throws IOException {
        assertThat(Files.readAllLines(DOCS.resolve("operator/status-and-reasons.md")))
                .anyMatch(line -> line.startsWith("| `" + reason + "` |"));
    }

    @ParameterizedTest
    @EnumSource(WorkloadState.class)
    void every_state_has_a_row(WorkloadState state) throws IOException {
        assertThat(Files.readAllLines(DOCS.resolve("operator/status-and-reasons.md")))
                .anyMatch(line -> line.startsWith("| `" + state + "` |"));
    }

    @Test
    void the_sidecar_by_hand_is_that_of_the_examples() throws IOException {
        String example = Files.readString(Path.of("..", "deploy", "examples", "sidecar.yaml"));
        assertThat(Files.readString(DOCS.resolve("exporter/sidecar.md")))
                .contains(example.substring(example.indexOf('\n')));
    }
}
