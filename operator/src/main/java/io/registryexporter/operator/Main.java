package io.registryexporter.operator;

import io.registryexporter.operator.cli.CommandRunner;
import java.time.Clock;

/** The entry of {@code registry-exporter-operator.jar}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandRunner(System.out, System.err, System.getenv(), Clock.systemUTC()).run(arguments));
    }
}
