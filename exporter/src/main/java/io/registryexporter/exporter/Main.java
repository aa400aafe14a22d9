package io.registryexporter.exporter;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.cli.CommandRunner;
import java.time.Clock;

/** The entry of {@code registry-exporter.jar}. */
public final class Main {
    private Main() {}

    /** Runs the command line, and exits with its exit code. */
    public static void main(String[] arguments) {
        Console console = new Console(System.out, System.err, Terminal.ofThisProcess(), System.getenv());
        System.exit(new CommandRunner(console, Clock.systemUTC()).run(arguments));
    }
}
