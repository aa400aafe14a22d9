package io.registryexporter.demo;

import io.registryexporter.support.real.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The exporter as a process, with exactly the arguments of the injected container, but for where the storage is. */
final class DemoExporter implements AutoCloseable {
    private static final int SHOWN = 6;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final List<String> command;
    private final URI metrics;

    private DemoExporter(Process process, List<String> command, URI metrics) {
        this.process = process;
        this.command = command;
        this.metrics = metrics;
    }

    /** In the container, the first argument is a path on the shared volume; here it is the sample's. */
    static DemoExporter start(Path jar, Path storage, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.add(storage.resolve("docker/registry/v2").toString());
        command.addAll(arguments.subList(1, arguments.size()));
        String port = arguments.stream()
                .filter(argument -> argument.startsWith("--web.listen-address=:"))
                .map(argument -> argument.substring("--web.listen-address=:".length()))
                .findFirst()
                .orElse("8080");
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return new DemoExporter(process, command, URI.create("http://127.0.0.1:" + port + "/metrics"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String command() {
        return "java " + command.stream().skip(1).collect(Collectors.joining(" \\\n    "));
    }

    /** Some lines of the first scrape that has any. */
    String firstMetrics() {
        return Await.found("metrics at " + metrics, this::lines);
    }

    private Optional<String> lines() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the exporter has ended, see above");
        }
        try {
            String text = http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            List<String> samples = text.lines()
                    .filter(line -> line.startsWith("repository_tag") || line.startsWith("registry_reclaimable"))
                    .limit(SHOWN)
                    .toList();
            return samples.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", samples) + "\n...");
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
