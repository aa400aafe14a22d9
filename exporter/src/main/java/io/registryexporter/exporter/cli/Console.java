package io.registryexporter.exporter.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * What a command line talks to.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal which of them people read
 * @param environment of the process
 */
public record Console(PrintStream out, PrintStream err, Terminal terminal, Map<String, String> environment) {}
