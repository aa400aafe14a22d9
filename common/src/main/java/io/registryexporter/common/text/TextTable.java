package io.registryexporter.common.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns as wide as their widest cell, figures to the right. A cell that is longer than most moves the rest of its own line
 * alone: other lines are not padded for it, and nothing is cut off. The operator prints by it too.
 */
public final class TextTable {
    private static final String GAP = "  ";
    private static final int WIDEST = 60;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private final int textColumn;

    /**
     * A table without rows.
     *
     * @param textColumn the column from which on cells are text, to the left; those before it are figures
     */
    public TextTable(int textColumn, String... headings) {
        this.textColumn = textColumn;
        this.headings = List.of(headings);
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, the headings first. */
    public List<String> lines(Paint paint) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        lines.add(paint.aside(line(headings, widths)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String padding =
                    " ".repeat(Math.max(0, widths[column] - cells.get(column).length()));
            boolean text = column >= textColumn;
            line.append(GAP).append(text ? cells.get(column) : padding).append(text ? padding : cells.get(column));
        }
        return line.toString().stripTrailing();
    }

    private int[] widths() {
        int[] widths = headings.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                int length = row.get(column).length();
                widths[column] = length > WIDEST ? widths[column] : Math.max(widths[column], length);
            }
        }
        return widths;
    }
}
