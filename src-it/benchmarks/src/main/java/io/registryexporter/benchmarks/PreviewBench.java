package io.registryexporter.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures {@code preview} beside {@code report} on the same storage, the start of both processes included.
 *
 * @param root the project's directory
 */
record PreviewBench(Path root, Table table) {
    private static final int RUNS = 7;
    private static final String TARGET = "1.1 x";

    void run(Path v2) throws Exception {
        double report = seconds(v2, "report").median();
        double preview = seconds(v2, "preview", "--keep-last=10").median();
        table.ratio("preview, 100,000 tags, warm", preview, "report", report, TARGET);
    }

    private Seconds seconds(Path v2, String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                root.resolve("exporter/target/registry-exporter.jar").toString(),
                name,
                v2.toString()));
        command.addAll(List.of(options));
        return Seconds.ofEach(
                RUNS, () -> Command.of(command.toArray(new String[0])).run());
    }
}
