package io.registryexporter.common.text;

/**
 * Emphasis on a terminal (ECMA-48, SGR), or none.
 *
 * @param colours whether the reader is a terminal that wants them
 */
public record Paint(boolean colours) {
    private static final String BOLD = "1";
    private static final String RED = "31";
    private static final String FAINT = "2";

    public String heading(String text) {
        return paint(BOLD, text);
    }

    public String alarm(String text) {
        return paint(RED, text);
    }

    public String aside(String text) {
        return paint(FAINT, text);
    }

    private String paint(String attribute, String text) {
        return colours ? "\u001b[" + attribute + "m" + text + "\u001b[0m" : text;
    }
}
