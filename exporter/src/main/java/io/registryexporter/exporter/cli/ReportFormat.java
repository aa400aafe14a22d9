package io.registryexporter.exporter.cli;

import java.util.Locale;

/** The values of {@code --format}. */
enum ReportFormat {
    TABLE,
    JSON,
    HTML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
