package io.registryexporter.exporter.report;

/**
 * Emphasis on a terminal (ECMA-48, SGR), or none.
 *
 * @param colours whether the reader is a terminal that wants them
 */
public record Paint(boolean colours) {
    private static final String BOLD = "1";
    private static final String RED = "31";
    private static final String FAINT = "2";

    String heading(String text) {
        return paint(BOLD, text);
    }

    String alarm(String text) {
        return paint(RED, text);
    }

    String aside(String text) {
        return paint(FAINT, text);
    }

    private String paint(String attribute, String text) {
        return colours ? "\u001b[" + attribute + "m" + text + "\u001b[0m" : text;
    }
}
