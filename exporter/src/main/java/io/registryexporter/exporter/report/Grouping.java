package io.registryexporter.exporter.report;

import java.util.Locale;

/** What the table of a report has a line for. */
public enum Grouping {
    REPOSITORY,
    PATH;

    /** The value of the option {@code --by}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
