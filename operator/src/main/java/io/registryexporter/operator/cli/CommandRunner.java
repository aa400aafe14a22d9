package io.registryexporter.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.exporter.cli.BuildInfoReader;
import io.registryexporter.exporter.cli.CommandLineProblem;
import io.registryexporter.exporter.log.Unexpected;
import io.registryexporter.operator.run.CannotRunException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

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
        String version = BuildInfoReader.read(CommandRunner.class).version();
        OperatorCommand command = new OperatorCommand(out, err, new Environment(environment, version), clock);
        return new CommandLine(command)
                // A file may hold a secret, such as the token of the service account.
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(writer(out))
                .setErr(writer(err))
                .setParameterExceptionHandler((exception, unused) ->
                        fail(CommandLineProblem.describe(exception, List.of(arguments), Optional.empty())
                                + ". See registry-exporter-operator --help."))
                .setExecutionExceptionHandler((exception, unused, result) -> fail(explain(exception)))
                .execute(arguments);
    }

    private static String explain(Exception exception) {
        if (exception instanceof CannotRunException) {
            return exception.getMessage();
        }
        return exception instanceof KubernetesClientException
                ? "the API server refuses, or cannot be reached: " + exception.getMessage()
                : Unexpected.describe(exception);
    }

    private int fail(String message) {
        err.println("registry-exporter-operator: " + message.replaceAll("\\s*\\R\\s*", " "));
        return UNUSABLE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
