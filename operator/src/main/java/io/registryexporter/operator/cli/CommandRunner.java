package io.registryexporter.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.build.BuildInfoReader;
import io.registryexporter.common.cli.CommandLineProblem;
import io.registryexporter.common.cli.Program;
import io.registryexporter.common.log.Unexpected;
import io.registryexporter.operator.run.CannotRunException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a command line. Usage and version go to standard output, an error goes to standard error as one line. */
public final class CommandRunner {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Clock clock;

    public CommandRunner(PrintStream out, PrintStream err, Map<String, String> environment, Clock clock) {
        this(System.in, out, err, environment, clock);
    }

    /** A runner with another standard input. */
    public CommandRunner(
            InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Clock clock) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** Runs the command and returns the exit code of the process. */
    public int run(String... arguments) {
        String version = BuildInfoReader.read(CommandRunner.class).version();
        OperatorCommand command = new OperatorCommand(in, out, err, new Environment(environment, version), clock);
        Program program = new Program("registry-exporter-operator", out, err);
        return program.commandLine(command)
                .setParameterExceptionHandler((exception, unused) ->
                        program.fail(CommandLineProblem.describe(exception, List.of(arguments), Optional.empty())
                                + ". See registry-exporter-operator --help."))
                .setExecutionExceptionHandler((exception, unused, result) -> program.fail(explain(exception)))
                .execute(arguments);
    }

    private static String explain(Exception exception) {
        if (exception instanceof CannotRunException) {
            return exception.getMessage();
        }
        return exception instanceof KubernetesClientException
                ? "the API server refuses access, or does not answer: " + exception.getMessage()
                : Unexpected.describe(exception);
    }
}
