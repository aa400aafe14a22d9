package io.registryexporter.exporter.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations of Prometheus: {@code 500ms}, {@code 60s}, {@code 1h30m}, {@code 90d}, {@code 2w}, {@code 1y}; {@code 0}. */
final class PrometheusDuration {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:([0-9]{1,2})y)?(?:([0-9]{1,4})w)?(?:([0-9]{1,5})d)?(?:([0-9]{1,7})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,12})ms)?");

    private static final int DAYS_OF_YEAR = 365;
    private static final int DAYS_OF_WEEK = 7;

    private PrometheusDuration() {}

    static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = SYNTAX.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(DAYS_OF_YEAR * amount(matcher, 1))
                .plusDays(DAYS_OF_WEEK * amount(matcher, 2))
                .plusDays(amount(matcher, 3))
                .plusHours(amount(matcher, 4))
                .plusMinutes(amount(matcher, 5))
                .plusSeconds(amount(matcher, 6))
                .plusMillis(amount(matcher, 7)));
    }

    private static long amount(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).map(Long::parseLong).orElse(0L);
    }
}
