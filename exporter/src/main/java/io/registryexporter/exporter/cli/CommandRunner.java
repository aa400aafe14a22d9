package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.log.Unexpected;
import io.registryexporter.exporter.serve.MemoryAdvice;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs a command line: usage and version on standard output, an error as one line on standard error. */
public final class CommandRunner {
    static final int OK = 0;
    private static final int UNUSABLE = 2;

    private final Console console;
    private final Clock clock;

    public CommandRunner(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    /** Runs until the command ends, and gives the exit code of the process. */
    public int run(String... arguments) {
        String memory = MemoryAdvice.ofThisProcess().text();
        EnvironmentDefaults defaults = new EnvironmentDefaults(console.environment());
        Callable<Integer> command = command(arguments.length == 0 ? "" : arguments[0]);
        boolean named = !(command instanceof ExporterCommand);
        CommandLine commandLine = new CommandLine(command)
                .setDefaultValueProvider(defaults)
                // A file may hold a secret, such as the token of the service account.
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setParameterExceptionHandler(
                        (exception, unused) -> fail(explain(exception, List.of(arguments), defaults)))
                .setExecutionExceptionHandler((exception, unused, result) -> fail(
                        exception instanceof UnusableException
                                ? exception.getMessage()
                                : Unexpected.describe(exception)));
        try {
            return commandLine.execute(named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
        } catch (OutOfMemoryError e) {
            fail(memory + ".");
            return HaltingEnd.NO_MEMORY;
        }
    }

    /** By the first argument alone: the options of one command are errors for another. */
    private Callable<Integer> command(String first) {
        return switch (first) {
            case ReportCommand.NAME -> new ReportCommand(console, clock);
            case CheckCommand.NAME -> new CheckCommand(console, clock);
            default -> new ExporterCommand(console.err(), clock);
        };
    }

    private static String explain(ParameterException exception, List<String> arguments, EnvironmentDefaults defaults) {
        return CommandLineProblem.describe(exception, arguments, defaults.source(exception)) + ". See "
                + exception.getCommandLine().getCommandName() + " --help.";
    }

    private int fail(String message) {
        console.err().println("registry-exporter: " + message.replaceAll("\\s*\\R\\s*", " "));
        return UNUSABLE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
