package io.registryexporter.common.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Terminal TERMINAL = new Terminal(true, true);

    @Test
    void a_terminal_has_colours() {
        assertThat(TERMINAL.colours(Map.of("NO_COLOR", ""))).isTrue();
    }

    @Test
    void a_reader_who_wants_none_gets_none() {
        assertThat(TERMINAL.colours(Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(TERMINAL.colours(Map.of("TERM", "dumb"))).isFalse();
    }

    @Test
    void a_file_has_no_colours() {
        assertThat(new Terminal(false, true).colours(Map.of())).isFalse();
    }
}
