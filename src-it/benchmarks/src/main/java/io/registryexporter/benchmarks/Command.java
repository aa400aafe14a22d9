package io.registryexporter.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A program that runs to its end. */
record Command(List<String> words) {

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** Runs it and gives the lines of its standard output. */
    Stream<String> run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + exitCode);
        }
        return output.lines();
    }
}
