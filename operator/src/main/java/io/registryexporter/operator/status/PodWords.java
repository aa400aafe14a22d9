package io.registryexporter.operator.status;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a pod's words may stand in a status. More people read a status than a pod's log, and an image of somebody's
 * choice prints what it likes.
 */
final class PodWords {
    private static final int MAX_LENGTH = 512;
    private static final String PROGRAM = "registry-exporter: ";

    /** What differs in a sentence from one time to the next. */
    private static final String HOLE = "…";

    /** How the errors of the exporter begin; what comes after is its remedy, or what differs. */
    private static final List<Known> KNOWN = List.of(
            new Known(
                    Pattern.compile(Pattern.quote(PROGRAM) + "\\S+:[0-9]+: .*"),
                    PROGRAM + "a line of the file of --web.config.file cannot be used"),
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
            Known.of("the heap is too small"),
            Known.of("Unknown option"),
            Known.of("Unmatched argument"),
            Known.of("Missing required parameter"),
            Known.of("Expected parameter for option"),
            Known.of("Invalid value for option"),
            Known.of("option … should be specified only once"),
            Known.of("unexpected, please report it"),
            new Known(
                    Pattern.compile(
                            "Error: (Could not create the Java Virtual Machine|A fatal exception has occurred).*"),
                    "the Java virtual machine did not start"));

    private static final Pattern CREDENTIALS = Pattern.compile("(https?://)[^\\s\"'/@]*@");
    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s\"'?]*)\\?[^\\s\"']*");

    private PodWords() {}

    /** One sentence: how to know it, and the words for it, none of which come from the container. */
    private record Known(Pattern form, String words) {
        static Known of(String sentence) {
            String form = Pattern.compile(HOLE, Pattern.LITERAL)
                    .splitAsStream(sentence)
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return new Known(Pattern.compile(Pattern.quote(PROGRAM) + form + ".*"), PROGRAM + sentence);
        }
    }

    /** What the exporter has said with its last line; nothing where no exporter says so. */
    static Optional<String> ofExporter(String message) {
        String stripped = message.strip();
        String last = stripped.substring(stripped.lastIndexOf('\n') + 1);
        return KNOWN.stream()
                .filter(known -> known.form().matcher(last).matches())
                .map(Known::words)
                .findFirst();
    }

    /** What the kubelet, the runtime or the scheduler says, as one line, without what may be a credential in an address. */
    static String ofCluster(String message) {
        String line = printable(message);
        String open =
                QUERY.matcher(CREDENTIALS.matcher(line).replaceAll("$1…@")).replaceAll("$1?…");
        return bounded(open, MAX_LENGTH);
    }

    /** The same text on one line, without characters that a terminal or a page obeys. */
    static String printable(String text) {
        return text.codePoints()
                .map(character -> isPrintable(character) ? character : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replaceAll(" {2,}", " ")
                .strip();
    }

    /** The beginning of a text that is too long. */
    static String bounded(String text, int most) {
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
