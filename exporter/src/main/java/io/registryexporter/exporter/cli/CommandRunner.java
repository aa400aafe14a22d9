package io.registryexporter.exporter.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs a command line: usage and version on standard output, an error as one line on standard error. */
public final class CommandRunner {
    static final int OK = 0;
    private static final int UNUSABLE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Clock clock;

    public CommandRunner(PrintStream out, PrintStream err, Map<String, String> environment, Clock clock) {
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** Runs until the command ends, and gives the exit code of the process. */
    public int run(String... arguments) {
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        CommandLine commandLine = new CommandLine(new ExporterCommand(err, clock))
                .setDefaultValueProvider(defaults)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(writer(out))
                .setErr(writer(err))
                .setParameterExceptionHandler((exception, unused) -> fail(explain(exception, defaults)))
                .setExecutionExceptionHandler((exception, unused, result) -> fail(
                        exception instanceof UnusableException
                                ? exception.getMessage()
                                : "unexpected, please report it: " + exception));
        return commandLine.execute(arguments);
    }

    private static String explain(ParameterException exception, EnvironmentDefaults defaults) {
        String source = defaults.source(exception)
                .map(variable -> " (from the environment variable " + variable + ")")
                .orElse("");
        return exception.getMessage() + source + ". See registry-exporter --help.";
    }

    private int fail(String message) {
        err.println("registry-exporter: " + message.replaceAll("\\s*\\R\\s*", " "));
        return UNUSABLE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
