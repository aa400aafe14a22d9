package io.registryexporter.exporter.cli;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes: {@code 50000000}, {@code 50MB}, {@code 50MiB}. */
final class ByteCount {
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,9})([KMG]i?B)|([0-9]{1,18})");
    private static final Map<String, Long> UNITS = Map.of(
            "KB", 1000L, "KiB", 1L << 10, "MB", 1_000_000L, "MiB", 1L << 20, "GB", 1_000_000_000L, "GiB", 1L << 30);

    private ByteCount() {}

    static Optional<Long> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(2) == null
                        ? Long.parseLong(matcher.group(3))
                        : Long.parseLong(matcher.group(1)) * UNITS.get(matcher.group(2)));
    }
}
