package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.Program;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code registry-exporter completion}: prints a script that completes the command line in bash and zsh. */
@Command(
        name = "registry-exporter completion",
        customSynopsis = "registry-exporter completion",
        description = "Prints a script with which bash and zsh complete the commands and options of registry-exporter.",
        versionProvider = VersionText.class,
        usageHelpWidth = 100,
        footer = {"", "Examples:", "  source <(registry-exporter completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final PrintStream out;
    private final CommandLine commands;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    /** Completes a command line with its subcommands. */
    CompletionCommand(PrintStream out, CommandLine commands) {
        this.out = out;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        out.print(AutoComplete.bash(commands.getCommandName(), commands));
        return Program.OK;
    }
}
