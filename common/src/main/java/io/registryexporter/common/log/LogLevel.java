package io.registryexporter.common.log;

import java.util.Locale;
import java.util.logging.Level;

/** The levels of {@code --log.level}, from the least important on. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    Level level() {
        return switch (this) {
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARN -> Level.WARNING;
            case ERROR -> Level.SEVERE;
        };
    }

    /** The name of the highest level here that is not above a level of the JDK. */
    static String nameOf(Level level) {
        LogLevel name = DEBUG;
        for (LogLevel candidate : values()) {
            if (level.intValue() >= candidate.level().intValue()) {
                name = candidate;
            }
        }
        return name.toString();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
