package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.Wanted;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.exporter.http.ExporterServer;
import io.registryexporter.exporter.http.ListenAddress;
import io.registryexporter.exporter.report.Grouping;
import io.registryexporter.exporter.report.RepositoryOrder;
import io.registryexporter.exporter.storage.RegistryProxy;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Convert the texts of options to their values; messages about wrong texts name the option only. */
final class Converters {
    private static final int MAX_THREADS = 256;

    private Converters() {}

    static final class Address extends Wanted<ListenAddress> {
        @Override
        protected Optional<ListenAddress> parse(String text) {
            return ListenAddress.parse(text);
        }

        @Override
        protected String wanted() {
            return "an address such as :8080, 127.0.0.1:8080 or [::1]:8080";
        }
    }

    static final class TelemetryPath extends Wanted<String> {
        private static final Pattern SYNTAX = Pattern.compile("/(?:[A-Za-z0-9._~-]++(?:/[A-Za-z0-9._~-]++)*+/?)?");

        @Override
        protected Optional<String> parse(String text) {
            return Optional.of(text)
                    .filter(path -> SYNTAX.matcher(path).matches())
                    .filter(path -> !path.startsWith("/-/") && !path.equals(ExporterServer.TAGS));
        }

        @Override
        protected String wanted() {
            return "a path such as /metrics, not one below /-/, and not " + ExporterServer.TAGS;
        }
    }

    static final class FilePath extends Wanted<Path> {
        @Override
        protected Optional<Path> parse(String text) {
            try {
                return Optional.of(Path.of(text));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

        @Override
        protected String wanted() {
            return "a path of the file system, in characters of its locale";
        }
    }

    static final class Interval extends Wanted<Duration> {
        @Override
        protected Optional<Duration> parse(String text) {
            return PrometheusDuration.parse(text);
        }

        @Override
        protected String wanted() {
            return "a duration such as 60s, 1m30s or 0";
        }
    }

    static final class Threads extends Wanted<Integer> {
        @Override
        protected Optional<Integer> parse(String text) {
            return Optional.of(text)
                    .filter(digits -> digits.matches("[0-9]{1,3}"))
                    .map(Integer::valueOf)
                    .filter(threads -> threads >= 1 && threads <= MAX_THREADS);
        }

        @Override
        protected String wanted() {
            return "a whole number from 1 to " + MAX_THREADS;
        }
    }

    static final class Regex extends Wanted<Pattern> {
        @Override
        protected Optional<Pattern> parse(String text) {
            try {
                return Optional.of(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                return Optional.empty();
            }
        }

        @Override
        protected String wanted() {
            return "a regular expression of Java: look for an open bracket, or a * + ? or \\ out of place";
        }
    }

    static final class Flag extends Wanted<Boolean> {
        @Override
        protected Optional<Boolean> parse(String text) {
            return Optional.of(text)
                    .filter(flag -> flag.equals("true") || flag.equals("false"))
                    .map(Boolean::valueOf);
        }

        @Override
        protected String wanted() {
            return "true or false";
        }
    }

    static final class Count extends Wanted<Integer> {
        @Override
        protected Optional<Integer> parse(String text) {
            return Optional.of(text)
                    .filter(digits -> digits.matches("[0-9]{1,9}"))
                    .map(Integer::valueOf);
        }

        @Override
        protected String wanted() {
            return "a whole number from 0 to 999999999";
        }
    }

    static final class Depth extends Wanted<Integer> {
        @Override
        protected Optional<Integer> parse(String text) {
            return Optional.of(text)
                    .filter(digits -> digits.matches("[1-9][0-9]{0,2}"))
                    .map(Integer::valueOf);
        }

        @Override
        protected String wanted() {
            return "a whole number from 1 to 999";
        }
    }

    static final class Positive extends Wanted<Integer> {
        @Override
        protected Optional<Integer> parse(String text) {
            return new Count().parse(text).filter(count -> count > 0);
        }

        @Override
        protected String wanted() {
            return "a whole number from 1 to 999999999";
        }
    }

    static final class Age extends Wanted<Duration> {
        @Override
        protected Optional<Duration> parse(String text) {
            return PrometheusDuration.parse(text).filter(age -> !age.isZero());
        }

        @Override
        protected String wanted() {
            return "a duration such as 90d, 12h or 1d12h";
        }
    }

    static final class Bytes extends Wanted<Long> {
        @Override
        protected Optional<Long> parse(String text) {
            return ByteCount.parse(text);
        }

        @Override
        protected String wanted() {
            return "a number of bytes such as 50000000, 50MB or 50MiB, or 0";
        }
    }

    static final class Version extends Wanted<RegistryVersion> {
        @Override
        protected Optional<RegistryVersion> parse(String text) {
            return switch (text) {
                case "2" -> Optional.of(RegistryVersion.V2);
                case "3" -> Optional.of(RegistryVersion.V3);
                default -> Optional.empty();
            };
        }

        @Override
        protected String wanted() {
            return "2 or 3";
        }
    }

    static final class Proxy extends OneOf<RegistryProxy> {
        Proxy() {
            super(List.of(RegistryProxy.values()));
        }
    }

    static final class Level extends OneOf<LogLevel> {
        Level() {
            super(List.of(LogLevel.values()));
        }
    }

    static final class Format extends OneOf<LogFormat> {
        Format() {
            super(List.of(LogFormat.values()));
        }
    }

    static final class Order extends OneOf<RepositoryOrder> {
        Order() {
            super(List.of(RepositoryOrder.values()));
        }
    }

    static final class Groupings extends OneOf<Grouping> {
        Groupings() {
            super(List.of(Grouping.values()));
        }
    }

    static final class ReportFormats extends OneOf<ReportFormat> {
        ReportFormats() {
            super(List.of(ReportFormat.values()));
        }
    }

    static final class PreviewFormats extends OneOf<PreviewFormat> {
        PreviewFormats() {
            super(List.of(PreviewFormat.values()));
        }
    }

    static final class CheckFormats extends OneOf<ReportFormat> {
        CheckFormats() {
            super(List.of(ReportFormat.TABLE, ReportFormat.JSON));
        }
    }

    private abstract static class OneOf<E> extends Wanted<E> {
        private final List<E> values;

        OneOf(List<E> values) {
            this.values = values;
        }

        @Override
        protected Optional<E> parse(String text) {
            return oneOf(values, text);
        }

        @Override
        protected String wanted() {
            return "one of " + values;
        }
    }

    private static <E> Optional<E> oneOf(List<E> values, String text) {
        return values.stream()
                .filter(value -> value.toString().equalsIgnoreCase(text))
                .findFirst();
    }
}
