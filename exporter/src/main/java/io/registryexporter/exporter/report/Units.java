package io.registryexporter.exporter.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Figures as people read them. */
public final class Units {
    private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double STEP = 1024;
    private static final long DAYS_IN_HOURS = 2;
    private static final double WHOLE = 100;

    private Units() {}

    /** Bytes with at most one decimal: {@code 512 B}, {@code 1.5 GiB}. */
    public static String bytes(long bytes) {
        if (Math.abs((double) bytes) < STEP) {
            return bytes + " B";
        }
        double value = bytes / STEP;
        int unit = 0;
        // A value that rounds to 1024 of a unit is one of the next unit.
        while (Math.abs(value) >= STEP - 0.05 && unit < BINARY.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, BINARY[unit]);
    }

    /** A count with commas between the thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count, or a question mark if it is not known. */
    public static String count(OptionalLong count) {
        return count.isPresent() ? count(count.getAsLong()) : "?";
    }

    /** Bytes, or a question mark if they are not known. */
    public static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes(bytes.getAsLong()) : "?";
    }

    /** A count with a noun, or a question mark in its place. */
    public static String count(OptionalLong count, String noun) {
        return count.isPresent() ? count(count.getAsLong(), noun) : "? " + noun + "s";
    }

    /** A count with a noun, whose plural ends with s. */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A part of a whole, in percent. */
    public static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f%%", whole == 0 ? 0 : part * WHOLE / whole);
    }

    /** How long ago: {@code 5m}, {@code 7h}, {@code 12d}; in seconds if younger than a minute, or in the future. */
    public static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toDays() >= DAYS_IN_HOURS) {
            return age.toDays() + "d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
    }

    /** How long ago, or a dash if never. */
    public static String age(Optional<Instant> then, Instant now) {
        return then.map(instant -> age(instant, now)).orElse("-");
    }

    /** A moment to the second, in UTC. */
    public static String time(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
