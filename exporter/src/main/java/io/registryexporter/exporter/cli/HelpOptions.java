package io.registryexporter.exporter.cli;

import picocli.CommandLine.Option;

/** What every command says about itself. Not by picocli's own mixin, whose names are variables and none are replaced. */
final class HelpOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks for the option
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print version information and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks for the option
    private boolean version;
}
