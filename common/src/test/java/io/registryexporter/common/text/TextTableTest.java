package io.registryexporter.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable(1, "SIZE", "NAME");

    @Test
    void figures_stand_to_the_right_and_text_to_the_left() {
        table.row("1", "a");
        table.row("12345", "longer");
        assertThat(table.lines(new Paint(false))).containsExactly("   SIZE  NAME", "      1  a", "  12345  longer");
    }

    @Test
    void on_a_terminal_the_headings_are_faint() {
        assertThat(table.lines(new Paint(true))).containsExactly("\u001b[2m  SIZE  NAME\u001b[0m");
    }

    @Test
    void a_cell_of_unusual_length_moves_its_own_line_alone() {
        TextTable names = new TextTable(0, "NAME", "WHY");
        names.row("n".repeat(209), "long");
        names.row("short", "usual");
        assertThat(names.lines(new Paint(false)))
                .containsExactly("  NAME   WHY", "  " + "n".repeat(209) + "  long", "  short  usual");
    }
}
