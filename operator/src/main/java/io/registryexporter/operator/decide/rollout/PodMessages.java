package io.registryexporter.operator.decide.rollout;

import io.registryexporter.common.cli.ExporterOptions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects the messages of a pod that a status may show. More people can read a status than a pod's log, and an image
 * may print anything.
 */
public final class PodMessages {
    private static final int MAX_LENGTH = 512;
    private static final String PROGRAM = "registry-exporter: ";

    /** Stands for a variable part of a message. */
    private static final String PLACEHOLDER = "…";

    /** The beginnings of the exporter's error messages; a remedy or a variable part follows. */
    private static final List<Known> KNOWN = List.of(
            Known.of("--web.config.file"),
            Known.of("… cannot be read: permission denied"),
            Known.of("… cannot be read"),
            Known.of("… does not exist"),
            Known.of("… is not a directory"),
            Known.of("… is no storage of a registry"),
            Known.of("… is a storage of registry v1"),
            Known.of("… is an OCI image layout"),
            Known.of("… is a storage in the storage …"),
            Known.of("… holds nothing but another storage"),
            Known.of("cannot listen on …"),
            Known.of("the memory is too small"),
            Known.of("a thread of the server has died"),
            Known.of("argument … is not a known option"),
            Known.of("argument … is one too many"),
            Known.of("PATH is missing"),
            Known.of("option … must be …"),
            Known.of("option … takes no value"),
            Known.of("option … has no value"),
            Known.of("option … is given more than once"),
            Known.of("unexpected, please report it"),
            new Known(
                    Pattern.compile(
                            "Error: (Could not create the Java Virtual Machine|A fatal exception has occurred).*"),
                    "the Java virtual machine did not start"));

    private static final Pattern OPTION = Pattern.compile(Pattern.quote(PROGRAM + "option ") + "(--[a-z.-]+) .*");
    private static final Pattern CREDENTIALS = Pattern.compile("(https?://)[^\\s\"'/@]*@");
    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s\"'?]*)\\?[^\\s\"']*");

    private PodMessages() {}

    /** A known message: its pattern and the text to show. */
    private record Known(Pattern form, String sentence) {
        static Known of(String sentence) {
            String form = Pattern.compile(PLACEHOLDER, Pattern.LITERAL)
                    .splitAsStream(sentence)
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return new Known(Pattern.compile(Pattern.quote(PROGRAM) + form + ".*"), PROGRAM + sentence);
        }
    }

    /**
     * The error in the exporter's last line; empty if the line is no known error. The text contains no part of that
     * line except the name of an option of the exporter.
     */
    static Optional<String> ofExporter(String message) {
        String stripped = message.strip();
        String last = stripped.substring(stripped.lastIndexOf('\n') + 1);
        return KNOWN.stream()
                .filter(known -> known.form().matcher(last).matches())
                .map(known -> known.sentence().replace("option " + PLACEHOLDER, "option " + option(last)))
                .findFirst();
    }

    private static String option(String line) {
        Matcher named = OPTION.matcher(line);
        boolean known = named.lookingAt()
                && Stream.of(ExporterOptions.withValue(), ExporterOptions.withoutValue())
                        .anyMatch(options -> options.contains(named.group(1)));
        return known ? named.group(1) : PLACEHOLDER;
    }

    /**
     * A message of the kubelet, the runtime or the scheduler on one line, without possible credentials in addresses.
     */
    static String ofCluster(String message) {
        String line = printable(message);
        String open =
                QUERY.matcher(CREDENTIALS.matcher(line).replaceAll("$1…@")).replaceAll("$1?…");
        return bounded(open, MAX_LENGTH);
    }

    /** The text on one line without control characters. */
    public static String printable(String text) {
        return text.codePoints()
                .map(character -> isPrintable(character) ? character : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replaceAll(" {2,}", " ")
                .strip();
    }

    /** The text, or its beginning if it is too long. */
    public static String bounded(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
