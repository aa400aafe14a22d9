package io.registryexporter.common.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether people read the standard streams.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 */
public record Terminal(boolean out, boolean err) {
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/[0-9]+|tty.*|console)");

    /** Asks Linux, because {@code System.console()} is there only if all streams are terminals; nowhere else is one. */
    public static Terminal ofThisProcess() {
        return new Terminal(isTerminal(1), isTerminal(2));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            Path device = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)));
            return DEVICE.matcher(device.toString()).matches();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether to use colours: https://no-color.org. */
    public boolean colours(Map<String, String> environment) {
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return out && !unwanted;
    }
}
