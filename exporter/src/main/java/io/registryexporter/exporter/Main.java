package io.registryexporter.exporter;

import io.registryexporter.exporter.cli.CommandRunner;
import java.time.Clock;

/** The entry of {@code registry-exporter.jar}. */
public final class Main {
    private Main() {}

    /** Ends the process with 0, or with 2 when something must be put right first. */
    public static void main(String[] arguments) {
        CommandRunner runner = new CommandRunner(System.out, System.err, System.getenv(), Clock.systemUTC());
        System.exit(runner.run(arguments));
    }
}
