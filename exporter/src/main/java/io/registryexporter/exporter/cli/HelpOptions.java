package io.registryexporter.exporter.cli;

import picocli.CommandLine.Option;

/** Options that every command has. Picocli's own mixin names them by variables, whose interpolation is off. */
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
