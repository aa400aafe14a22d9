package io.registryexporter.demo;

import java.io.PrintStream;

/** What the user reads. */
final class Screen {
    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** A heading for what comes next. */
    void step(String text) {
        out.println();
        out.println("== " + text);
    }

    void say(String text) {
        out.println(text.stripTrailing().indent(3).stripTrailing());
    }
}
