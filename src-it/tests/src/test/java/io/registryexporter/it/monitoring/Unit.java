package io.registryexporter.it.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Numbers as Grafana shows them by the unit of a panel; nearly. */
final class Unit {
    private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
    private static final List<String> DECIMAL = List.of("", "K", "Mil", "Bil");
    private static final double DAY = 86_400;

    private Unit() {}

    static String format(double value, String unit) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return switch (unit) {
            case "bytes" -> scaled(value, 1024, BINARY);
            case "percentunit" -> number(value * 100) + "%";
            case "s" -> seconds(value);
            case "d" -> number(value) + " days";
            case "ops" -> number(value) + " ops/s";
            case "dateTimeFromNow", "dateTimeAsIso" ->
                Instant.ofEpochMilli((long) value).toString();
            case "short" -> scaled(value, 1000, DECIMAL);
            case "none" -> number(value);
            default -> number(value) + " [" + unit + "]";
        };
    }

    private static String scaled(double value, int base, List<String> names) {
        double rest = value;
        int step = 0;
        while (Math.abs(rest) >= base && step < names.size() - 1) {
            rest /= base;
            step++;
        }
        return (number(rest) + " " + names.get(step)).strip();
    }

    private static String seconds(double value) {
        double size = Math.abs(value);
        if (size >= 365 * DAY) {
            return number(value / (365 * DAY)) + " years";
        }
        if (size >= DAY) {
            return number(value / DAY) + " days";
        }
        if (size >= 60) {
            return number(value / 60) + " min";
        }
        return size >= 1 ? number(value) + " s" : number(value * 1000) + " ms";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
