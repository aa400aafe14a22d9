package io.registryexporter.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints a row for each thing that was measured, as Markdown. */
record Table(PrintStream out) {

    void head() {
        out.println("| what | measured | baseline | ratio | target |");
        out.println("|---|---|---|---|---|");
    }

    /** A time beside that of a baseline. */
    void ratio(String what, double seconds, String baseline, double baselineSeconds, String target) {
        double ratio = seconds / baselineSeconds;
        row(
                what,
                text(seconds) + " s",
                baseline + " " + text(baselineSeconds) + " s",
                ratio >= 1 ? text(ratio) + " x" : "1/" + text(1 / ratio),
                target);
    }

    /** A figure of its own. */
    void figure(String what, double value, String unit, String target) {
        row(what, text(value) + " " + unit, "", "", target);
    }

    void row(String what, String measured, String baseline, String ratio, String target) {
        out.println("| " + String.join(" | ", what, measured, baseline, ratio, target) + " |");
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3g" : "%.0f", value);
    }
}
