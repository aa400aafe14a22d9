package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.CommandLineProblem;
import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Program;
import io.registryexporter.common.cli.UnusableException;
import io.registryexporter.common.log.Unexpected;
import io.registryexporter.exporter.serve.MemoryAdvice;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs a command line: usage and version on standard output, an error as one line on standard error. */
public final class CommandRunner {
    private final Console console;
    private final Clock clock;
    private final Program program;

    public CommandRunner(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
        this.program = new Program("registry-exporter", console.out(), console.err());
    }

    /** Runs until the command ends, and gives the exit code of the process. */
    public int run(String... arguments) {
        String memory = MemoryAdvice.ofThisProcess().text();
        EnvironmentDefaults defaults = new EnvironmentDefaults(console.environment());
        CommandLine commandLine = commandLine(arguments.length == 0 ? "" : arguments[0])
                .setDefaultValueProvider(defaults)
                .setParameterExceptionHandler(
                        (exception, unused) -> program.fail(explain(exception, List.of(arguments), defaults)))
                .setExecutionExceptionHandler((exception, unused, result) -> program.fail(
                        exception instanceof UnusableException
                                ? exception.getMessage()
                                : Unexpected.describe(exception)));
        boolean named = !(commandLine.getCommand() instanceof ExporterCommand);
        try {
            return commandLine.execute(named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
        } catch (OutOfMemoryError e) {
            program.fail(memory + ".");
            return Program.NO_MEMORY;
        }
    }

    /** By the first argument alone: the options of one command are errors for another. */
    private CommandLine commandLine(String first) {
        return switch (first) {
            case ReportCommand.NAME -> report();
            case CheckCommand.NAME -> check();
            case PreviewCommand.NAME -> preview();
            case Program.COMPLETION -> completion();
            default -> serve();
        };
    }

    /** The script is about all commands. */
    private CommandLine completion() {
        CommandLine all = serve().addSubcommand(ReportCommand.NAME, report())
                .addSubcommand(CheckCommand.NAME, check())
                .addSubcommand(PreviewCommand.NAME, preview());
        return ours(new CompletionCommand(console.out(), all));
    }

    private CommandLine serve() {
        return ours(new ExporterCommand(console.err(), clock));
    }

    private CommandLine report() {
        return ours(new ReportCommand(console, clock));
    }

    private CommandLine check() {
        return ours(new CheckCommand(console, clock));
    }

    private CommandLine preview() {
        return ours(new PreviewCommand(console, clock));
    }

    private CommandLine ours(Callable<Integer> command) {
        return program.commandLine(command).setInterpolateVariables(false);
    }

    private static String explain(ParameterException exception, List<String> arguments, EnvironmentDefaults defaults) {
        return CommandLineProblem.describe(exception, arguments, defaults.source(exception)) + ". See "
                + exception.getCommandLine().getCommandName() + " --help.";
    }
}
