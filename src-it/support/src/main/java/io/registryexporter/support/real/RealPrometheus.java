package io.registryexporter.support.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Debian's Prometheus with one target that it scrapes each second. */
public final class RealPrometheus implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final Http http = new Http();
    private final RunningProgram program;
    private final String address;

    private RealPrometheus(RunningProgram program, String address) {
        this.program = program;
        this.address = address;
    }

    /** Starts it with everything it writes below {@code directory}, and waits for the first scrape. */
    public static RealPrometheus start(Path directory, String target) {
        return start(directory, target, "scheme: http");
    }

    /** The same, with a line of the scrape configuration. */
    public static RealPrometheus start(Path directory, String target, String option) {
        return run(directory, """
                global: {scrape_interval: 1s}
                scrape_configs:
                - job_name: exporter
                  static_configs: [{targets: ["%s"]}]
                  %s
                """.formatted(target, option.replace("\n", "\n  ")));
    }

    /**
     * With recording rules that it evaluates each second.
     *
     * @param pods the names under which it scrapes the target, each as a pod of namespace registry
     */
    public static RealPrometheus start(Path directory, String target, Path rules, List<String> pods) {
        String targets = pods.stream()
                .map(pod -> "{targets: [\"%s\"], labels: {namespace: registry, pod: %s}}".formatted(target, pod))
                .collect(Collectors.joining(", "));
        return run(directory, """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                - job_name: exporter
                  static_configs: [%s]
                """.formatted(rules, targets));
    }

    private static RealPrometheus run(Path directory, String configuration) {
        String address = "127.0.0.1:" + RunningProgram.freePort();
        Path config = directory.resolve("prometheus.yml");
        try {
            Files.writeString(config, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunningProgram program = new RunningProgram(
                List.of(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=" + address),
                directory.resolve("prometheus.log"));
        RealPrometheus prometheus = new RealPrometheus(program, address);
        program.awaitUntil("answer", () -> prometheus.http.answers("http://" + address + "/-/ready"));
        program.awaitUntil(
                "scrape", () -> !prometheus.query("up == 1").samples().isEmpty());
        return prometheus;
    }

    /** The instant vector of an expression, without the labels of the job. */
    public Scrape query(String expression) {
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        Map<String, Double> samples = new TreeMap<>();
        JsonNode answer = get("/api/v1/query?query=" + query);
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalStateException(
                    expression + ": " + answer.path("error").asText());
        }
        for (JsonNode result : answer.path("data").path("result")) {
            Map<String, String> labels = new TreeMap<>();
            result.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            String name = labels.getOrDefault("__name__", "");
            labels.keySet().removeAll(List.of("__name__", "instance", "job"));
            samples.put(
                    Scrape.series(name, labels),
                    Double.valueOf(result.path("value").path(1).asText()));
        }
        return new Scrape(samples);
    }

    /** Whether an expression has a number that is one. */
    public boolean hasData(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalStateException(
                    expression + ": " + answer.path("error").asText());
        }
        for (JsonNode result : answer.at("/data/result")) {
            if (!result.path("value").path(1).asText().equals("NaN")) {
                return true;
            }
        }
        return false;
    }

    /** The series of an expression now, as the API tells them: {@code metric} and {@code value}. */
    public JsonNode vector(String expression) {
        return result("query", expression, "");
    }

    /** The series of an expression in the last minute, second by second: {@code metric} and {@code values}. */
    public JsonNode matrix(String expression) {
        long now = System.currentTimeMillis() / 1000;
        return result("query_range", expression, "&step=1&start=" + (now - 60) + "&end=" + now);
    }

    private JsonNode result(String path, String expression, String parameters) {
        JsonNode answer =
                get("/api/v1/" + path + "?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + parameters);
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalStateException(
                    expression + ": " + answer.path("error").asText());
        }
        return answer.at("/data/result");
    }

    /** What the last scrape of the target failed with; empty if it did not. */
    public String lastError() {
        return get("/api/v1/targets")
                .path("data")
                .path("activeTargets")
                .path(0)
                .path("lastError")
                .asText();
    }

    private JsonNode get(String path) {
        try {
            return json.readTree(http.get("http://" + address + path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
