package io.registryexporter.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadmeTest {

    @ParameterizedTest
    @EnumSource(Reason.class)
    void every_reason_has_a_row_in_the_readme(Reason reason) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "README.md"));
        assertThat(lines).anyMatch(line -> line.startsWith("| `" + reason + "` |"));
    }

    @ParameterizedTest
    @EnumSource(WorkloadState.class)
    void every_state_has_a_row_in_the_readme(WorkloadState state) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "README.md"));
        assertThat(lines).anyMatch(line -> line.startsWith("| `" + state + "` |"));
    }

    @Test
    void the_sidecar_by_hand_is_that_of_the_examples() throws IOException {
        String example = Files.readString(Path.of("..", "deploy", "examples", "sidecar.yaml"));
        assertThat(Files.readString(Path.of("..", "README.md"))).contains(example.substring(example.indexOf('\n')));
    }
}
