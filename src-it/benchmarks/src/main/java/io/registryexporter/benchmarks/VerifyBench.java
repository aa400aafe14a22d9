package io.registryexporter.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures {@code check --verify}, the start of its process included, beside {@code sha256sum} on the same files.
 *
 * @param root the project's directory
 * @param work for the storage
 */
record VerifyBench(Path root, Path work, Baselines baselines, Table table) {
    private static final BenchBlobs BLOBS = new BenchBlobs(128, 16);
    private static final int RUNS = 5;
    private static final int THREADS = 4;
    private static final String TARGET = "1.11 x";

    void run() throws Exception {
        Path v2 = BLOBS.writtenBelow(work);
        double sums = baselines.sha256sum(v2, THREADS).median();
        String baseline = THREADS + " x sha256sum";
        String what = String.format("check --verify, %,d MiB of blobs, warm", BLOBS.allMib());
        table.ratio(what, check(v2).median(), baseline, sums, TARGET);
        double sidecar = check(v2, "@" + root.resolve("exporter/jvm.options")).median();
        table.ratio("the same with jvm.options", sidecar, baseline, sums, "");
    }

    private Seconds check(Path v2, String... flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of(
                "-jar",
                root.resolve("exporter/target/registry-exporter.jar").toString(),
                "check",
                v2.toString(),
                "--verify",
                "--scan.threads=" + THREADS));
        return Seconds.ofEach(
                RUNS, () -> Command.of(command.toArray(new String[0])).run());
    }
}
