package io.registryexporter.common.log;

import java.util.Locale;
import java.util.logging.Formatter;

/** The formats of {@code --log.format}. */
public enum LogFormat {
    LOGFMT,
    JSON;

    Formatter formatter() {
        return switch (this) {
            case LOGFMT -> new LogfmtFormatter();
            case JSON -> new JsonFormatter();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
