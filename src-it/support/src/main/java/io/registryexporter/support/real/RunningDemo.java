package io.registryexporter.support.real;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demonstration as a process of its own, as Maven runs it. */
public final class RunningDemo implements AutoCloseable {
    private static final Pattern KUBECONFIG = Pattern.compile("export KUBECONFIG=(\\S+)");
    private static final String METRICS = "http://127.0.0.1:8080/metrics";

    private final Http http = new Http();
    private final RunningProgram program;

    private RunningDemo(RunningProgram program) {
        this.program = program;
    }

    /** Starts it with the class path of this process; it takes port 8080, as a user would have it. */
    public static RunningDemo start(Path log) {
        String root = System.getProperty("project.root");
        return new RunningDemo(new RunningProgram(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "io.registryexporter.demo.Demo",
                        System.getProperty("sample.registry"),
                        System.getProperty("exporter.jar"),
                        root + "/crds/registryexporters.registryexporter.io-v1.yml"),
                log));
    }

    public void awaitText(String text) {
        program.awaitUntil(text, () -> output().contains(text));
    }

    public String output() {
        return program.output();
    }

    public Path kubeconfig() {
        Matcher found = KUBECONFIG.matcher(output());
        if (!found.find()) {
            throw new IllegalStateException("no kubeconfig in " + output());
        }
        return Path.of(found.group(1));
    }

    public String scrape() {
        return new String(http.get(METRICS).body(), StandardCharsets.UTF_8);
    }

    public boolean isServing() {
        return http.answers(METRICS);
    }

    /** Sends SIGTERM and gives the exit code. */
    public int terminate() {
        return program.terminate();
    }

    @Override
    public void close() {
        program.close();
    }
}
