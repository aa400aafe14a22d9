package io.registryexporter.exporter.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations of Prometheus: {@code 500ms}, {@code 60s}, {@code 1h30m}, {@code 1d}; {@code 0}. */
final class PrometheusDuration {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:([0-9]{1,5})d)?(?:([0-9]{1,7})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,12})ms)?");

    private PrometheusDuration() {}

    static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = SYNTAX.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(amount(matcher, 1))
                .plusHours(amount(matcher, 2))
                .plusMinutes(amount(matcher, 3))
                .plusSeconds(amount(matcher, 4))
                .plusMillis(amount(matcher, 5)));
    }

    private static long amount(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).map(Long::parseLong).orElse(0L);
    }
}
