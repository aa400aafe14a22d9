package io.registryexporter.exporter.cli;

import java.util.Locale;

/** The values of {@code --format} of a preview. */
enum PreviewFormat {
    TABLE,
    JSON,
    DIGESTS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
