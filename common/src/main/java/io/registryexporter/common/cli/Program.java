package io.registryexporter.common.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * A program with a command line: usage and version on standard output, an error as one line on standard error.
 *
 * @param name the name of the jar without its suffix, the beginning of each error
 * @param out standard output
 * @param err standard error
 */
public record Program(String name, PrintStream out, PrintStream err) {
    /** Exit code: all is done. */
    public static final int OK = 0;

    /** Exit code: the user must put something right first. */
    public static final int UNUSABLE = 2;

    /** Exit code: the memory is used up; the JVM's own of {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int NO_MEMORY = 3;

    /** The command that prints a script for bash and zsh. */
    public static final String COMPLETION = "completion";

    /** The command line of one command, without colours and without files of arguments. */
    public CommandLine commandLine(Object command) {
        return new CommandLine(command)
                // A file may hold a secret, such as the token of the service account.
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(writer(out))
                .setErr(writer(err));
    }

    /** Prints the error as one line and gives {@link #UNUSABLE}. */
    public int fail(String message) {
        err.println(name + ": " + message.replaceAll("\\s*\\R\\s*", " "));
        return UNUSABLE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
