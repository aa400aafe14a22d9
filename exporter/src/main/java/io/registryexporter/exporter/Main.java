package io.registryexporter.exporter;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.cli.CommandRunner;
import java.time.Clock;

/** The entry of {@code registry-exporter.jar}. */
public final class Main {
    private Main() {}

    /** Ends the process with 0, or with 2 when something must be put right first. */
    public static void main(String[] arguments) {
        Console console = new Console(System.out, System.err, Terminal.ofThisProcess(), System.getenv());
        System.exit(new CommandRunner(console, Clock.systemUTC()).run(arguments));
    }
}
