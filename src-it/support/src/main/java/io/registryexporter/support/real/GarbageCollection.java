package io.registryexporter.support.real;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a collection went.
 *
 * @param exitCode none where it did not end in time
 * @param output what it printed
 */
public record GarbageCollection(OptionalInt exitCode, String output) {
    private static final String ELIGIBLE = "blob eligible for deletion: ";

    /** Whether it ended with an error, a panic, or not at all. */
    public boolean failed() {
        return exitCode.isEmpty() || exitCode.getAsInt() != 0;
    }

    /** The digests of the blobs that it named as eligible for deletion. */
    public List<String> eligible() {
        return output.lines()
                .filter(line -> line.startsWith(ELIGIBLE))
                .map(line -> line.substring(ELIGIBLE.length()))
                .toList();
    }

    /** What it failed for, in a line. */
    public String reason() {
        if (exitCode.isEmpty()) {
            return "it did not end";
        }
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.startsWith("panic:") || line.startsWith("failed to"))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    }
}
