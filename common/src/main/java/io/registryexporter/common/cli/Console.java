package io.registryexporter.common.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command line talks to.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal which of them people read
 * @param environment of the process
 */
public record Console(PrintStream out, PrintStream err, Terminal terminal, Map<String, String> environment) {

    /** For an answer on standard output. */
    public PrintWriter writer() {
        return new PrintWriter(out, false, StandardCharsets.UTF_8);
    }

    /** Ends an answer; one that was lost, on a full disk for one, must not look like a whole one. */
    public void finish(PrintWriter answer) {
        answer.flush();
        if (answer.checkError() || out.checkError()) {
            throw new UnusableException("the output could not be written. Check that its disk is not full.");
        }
    }
}
