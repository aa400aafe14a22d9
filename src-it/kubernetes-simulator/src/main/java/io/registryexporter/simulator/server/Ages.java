package io.registryexporter.simulator.server;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How long ago something was, in the few characters of a table. */
final class Ages {
    private static final String UNKNOWN = "<unknown>";

    private Ages() {}

    static String since(String timestamp, Instant now) {
        try {
            return text(Duration.between(Instant.parse(timestamp), now));
        } catch (DateTimeParseException e) {
            return UNKNOWN;
        }
    }

    static String text(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (seconds < 120) {
            return seconds + "s";
        }
        if (minutes < 10) {
            return pair(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        if (hours < 8) {
            return pair(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        return days < 8 ? pair(days, "d", hours % 24, "h") : days + "d";
    }

    private static String pair(long large, String unit, long small, String smallUnit) {
        return small == 0 ? large + unit : large + unit + small + smallUnit;
    }
}
