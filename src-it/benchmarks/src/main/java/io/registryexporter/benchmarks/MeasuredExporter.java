package io.registryexporter.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * The exporter's jar as a process of its own, with the flags of {@code jvm.options} and an archive of its classes
 * (AppCDS), and what is read off it.
 */
final class MeasuredExporter implements AutoCloseable {
    private static final String ARCHIVE = "exporter.jsa";
    private static final Pattern DURATION = Pattern.compile("duration_seconds=(\\S+)");
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(60);
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 13;
    private static final double KIB_PER_MIB = 1024;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final URI metrics;

    private MeasuredExporter(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    /** Starts it; nothing is waited for. */
    static MeasuredExporter start(Path root, Path work, Path storage, String... options) throws IOException {
        return start(root, work, "-XX:SharedArchiveFile=" + work.resolve(ARCHIVE), storage, options);
    }

    /** Writes the archive of the classes that a scan and a scrape load. */
    static void archive(Path root, Path work, Path storage) throws IOException, InterruptedException {
        Files.deleteIfExists(work.resolve(ARCHIVE));
        String flag = "-XX:ArchiveClassesAtExit=" + work.resolve(ARCHIVE);
        try (MeasuredExporter exporter = start(root, work, flag, storage)) {
            exporter.awaitReady();
            exporter.process.destroy();
            exporter.process.waitFor();
        }
    }

    private static MeasuredExporter start(Path root, Path work, String flag, Path storage, String... options)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("exporter/jvm.options"),
                flag,
                "-jar",
                root.resolve("exporter/target/registry-exporter.jar").toString(),
                storage.toString(),
                "--metrics.max-tags=0",
                "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(options));
        Path log = work.resolve("exporter.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new MeasuredExporter(process, log, port);
    }

    /** Waits until so many scans have ended, and gives their durations but for the first {@code warmUp}. */
    Seconds scans(int warmUp, int count) {
        await(() -> durations().size() >= warmUp + count);
        return new Seconds(durations().subList(warmUp, warmUp + count));
    }

    private List<Double> durations() {
        try {
            return DURATION.matcher(Files.readString(log))
                    .results()
                    .map(match -> Double.valueOf(match.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One scrape as Prometheus makes it; whether it was answered. */
    boolean scrape() {
        try {
            HttpRequest request = HttpRequest.newBuilder(metrics)
                    .header("Accept-Encoding", "gzip")
                    .build();
            byte[] body =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
            return body.length > 0;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a scrape that is answered after the first scan; until it listens, asking costs next to nothing. */
    void awaitReady() {
        await(this::listens);
        URI ready = metrics.resolve("/-/ready");
        await(() -> {
            try {
                HttpRequest request = HttpRequest.newBuilder(ready).build();
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                == 200
                        && scrape();
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private boolean listens() {
        try (Socket socket = new Socket(metrics.getHost(), metrics.getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Resident memory in MiB. */
    double residentMib() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                .findFirst()
                .orElseThrow();
    }

    /** Processor time used so far, in seconds. */
    double processorSeconds() throws IOException {
        String[] fields =
                Files.readString(Path.of("/proc/" + process.pid() + "/stat")).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the exporter does not come that far, see " + log);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
