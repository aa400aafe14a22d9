package io.registryexporter.support.real;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator's jar as a process of its own. */
public final class RunningOperator implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("msg=\"operator started\".* metricsPort=(\\d+)");

    private final Http http = new Http();
    private final RunningProgram program;

    private RunningOperator(RunningProgram program) {
        this.program = program;
    }

    /** Starts it and waits until its caches are filled. */
    public static RunningOperator start(Path log, Path kubeconfig, Map<String, String> environment) {
        RunningOperator operator = launch(log, kubeconfig, environment);
        operator.awaitUntil("start", operator::started);
        return operator;
    }

    /** Starts it, and does not wait. */
    public static RunningOperator launch(
            Path log, Path kubeconfig, Map<String, String> environment, String... javaOptions) {
        return new RunningOperator(new RunningProgram(command(javaOptions), environment(kubeconfig, environment), log));
    }

    /** Resident memory in MiB. */
    public double residentMib() {
        return program.residentMib();
    }

    public boolean started() {
        return STARTED.matcher(program.output()).find();
    }

    private int port() {
        Matcher started = STARTED.matcher(program.output());
        return started.find() ? Integer.parseInt(started.group(1)) : 0;
    }

    /** Of its metrics. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Runs it to its end. */
    public static Ended run(Path log, Path kubeconfig, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        try (RunningProgram program = new RunningProgram(command, environment(kubeconfig, environment), log)) {
            int exitCode = program.exitCode();
            return new Ended(exitCode, program.output());
        }
    }

    /** How it ended. */
    public record Ended(int exitCode, String output) {}

    private static List<String> command(String... javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(javaOptions));
        command.addAll(List.of("-jar", System.getProperty("operator.jar")));
        return command;
    }

    private static Map<String, String> environment(Path kubeconfig, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KUBECONFIG", kubeconfig.toString());
        environment.put("METRICS_PORT", "0");
        environment.putAll(more);
        return environment;
    }

    public void awaitUntil(String what, BooleanSupplier condition) {
        program.awaitUntil(what, condition);
    }

    public int status(String path) {
        return get(path).statusCode();
    }

    /** The text of one scrape. */
    public String metrics() {
        return new String(get("/metrics").body(), StandardCharsets.UTF_8);
    }

    /** A sample of one scrape, by name and labels as they stand there. */
    public double metric(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + series));
    }

    private HttpResponse<byte[]> get(String path) {
        return http.get("http://127.0.0.1:" + port() + path);
    }

    public String log() {
        return program.output();
    }

    /** Waits for the process to end by itself, and gives the exit code. */
    public int exitCode() {
        return program.exitCode();
    }

    /** Sends SIGTERM and gives the exit code. */
    public int terminate() {
        return program.terminate();
    }

    /** Kills it, as a node that goes away. */
    @Override
    public void close() {
        program.close();
    }
}
