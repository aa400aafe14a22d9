package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.http.ListenAddress;
import io.registryexporter.exporter.log.LogFormat;
import io.registryexporter.exporter.log.LogLevel;
import io.registryexporter.exporter.report.RepositoryOrder;
import io.registryexporter.exporter.storage.RegistryProxy;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the text of an option to its value; what is wrong about a text is said in words of the option. */
final class Converters {
    private static final int MAX_THREADS = 256;

    private Converters() {}

    static final class Address implements ITypeConverter<ListenAddress> {
        @Override
        public ListenAddress convert(String text) {
            return ListenAddress.parse(text)
                    .orElseThrow(() -> wrong(text, "an address such as :8080, 127.0.0.1:8080 or [::1]:8080"));
        }
    }

    static final class TelemetryPath implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.matches("/([A-Za-z0-9._~-]+/?)*") || text.startsWith("/-/")) {
                throw wrong(text, "a path such as /metrics, and not one below /-/");
            }
            return text;
        }
    }

    static final class Interval implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return GoDuration.parse(text).orElseThrow(() -> wrong(text, "a duration such as 60s, 1m30s or 0"));
        }
    }

    static final class Threads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int threads = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
            if (threads < 1 || threads > MAX_THREADS) {
                throw wrong(text, "a whole number from 1 to " + MAX_THREADS);
            }
            return threads;
        }
    }

    static final class Regex implements ITypeConverter<Pattern> {
        @Override
        public Pattern convert(String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw wrong(text, "a regular expression: " + e.getDescription() + " at position " + e.getIndex());
            }
        }
    }

    static final class Flag implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String text) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(text, "true or false");
            };
        }
    }

    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,9}")) {
                throw wrong(text, "a whole number from 0 to 999999999");
            }
            return Integer.parseInt(text);
        }
    }

    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return ByteCount.parse(text)
                    .orElseThrow(() -> wrong(text, "a number of bytes such as 50000000, 50MB or 50MiB, or 0"));
        }
    }

    static final class Version implements ITypeConverter<RegistryVersion> {
        @Override
        public RegistryVersion convert(String text) {
            return switch (text) {
                case "2" -> RegistryVersion.V2;
                case "3" -> RegistryVersion.V3;
                default -> throw wrong(text, "2 or 3");
            };
        }
    }

    static final class Proxy implements ITypeConverter<RegistryProxy> {
        @Override
        public RegistryProxy convert(String text) {
            return oneOf(RegistryProxy.values(), text);
        }
    }

    static final class Level implements ITypeConverter<LogLevel> {
        @Override
        public LogLevel convert(String text) {
            return oneOf(LogLevel.values(), text);
        }
    }

    static final class Format implements ITypeConverter<LogFormat> {
        @Override
        public LogFormat convert(String text) {
            return oneOf(LogFormat.values(), text);
        }
    }

    static final class Order implements ITypeConverter<RepositoryOrder> {
        @Override
        public RepositoryOrder convert(String text) {
            return oneOf(RepositoryOrder.values(), text);
        }
    }

    static final class ReportFormats implements ITypeConverter<ReportFormat> {
        @Override
        public ReportFormat convert(String text) {
            return oneOf(ReportFormat.values(), text);
        }
    }

    static final class CheckFormats implements ITypeConverter<ReportFormat> {
        @Override
        public ReportFormat convert(String text) {
            return oneOf(new ReportFormat[] {ReportFormat.TABLE, ReportFormat.JSON}, text);
        }
    }

    private static <E> E oneOf(E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> wrong(text, "one of " + Arrays.toString(values)));
    }

    private static TypeConversionException wrong(String text, String wanted) {
        return new TypeConversionException("'" + text + "' is not " + wanted);
    }
}
