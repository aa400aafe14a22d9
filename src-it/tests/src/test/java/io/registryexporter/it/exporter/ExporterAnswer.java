package io.registryexporter.it.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.cli.CommandRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code check} says of a storage.
 *
 * @param exitCode 2 where it refuses
 * @param json what it printed; missing where that was no JSON
 * @param errors what it printed to standard error
 */
record ExporterAnswer(int exitCode, JsonNode json, String errors) {
    private static final int REFUSED = 2;

    /** Asks a day later, when nothing is too young to be judged. */
    static ExporterAnswer of(Path root, int registryVersion, String... options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(false, false),
                Map.of());
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
        List<String> arguments = new ArrayList<>(List.of(
                "check", root.toString(), "--format", "json", "--registry.version", Integer.toString(registryVersion)));
        arguments.addAll(List.of(options));
        int exitCode = new CommandRunner(console, clock).run(arguments.toArray(String[]::new));
        return new ExporterAnswer(
                exitCode,
                new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8)),
                err.toString(StandardCharsets.UTF_8).strip());
    }

    boolean refused() {
        return exitCode == REFUSED;
    }
}
