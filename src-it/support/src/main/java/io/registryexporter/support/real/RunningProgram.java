package io.registryexporter.support.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process with its output in a file; stopped with the test. */
final class RunningProgram implements AutoCloseable {
    private static final double KIB_PER_MIB = 1024;
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final Path output;

    RunningProgram(List<String> command, Path output) {
        this(command, Map.of(), output);
    }

    RunningProgram(List<String> command, Map<String, String> environment, Path output) {
        this.output = output;
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a condition as long as the process lives. */
    void awaitUntil(String what, BooleanSupplier condition) {
        Await.until(what + " of " + process.info().command().orElse("?"), () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("ended with " + process.exitValue() + ":\n" + output());
            }
            return condition.getAsBoolean();
        });
    }

    /** What it printed so far; names of files in it need not be UTF-8. */
    String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM and gives the exit code. */
    int terminate() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("does not end on SIGTERM:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the process to end by itself, and gives the exit code. */
    int exitCode() {
        Await.until("end", () -> !process.isAlive());
        return process.exitValue();
    }

    /** Waits for the process to end by itself, but not for ever; nothing where it did not. */
    OptionalInt exitCodeWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Resident memory in MiB, as Linux tells it. */
    double residentMib() {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Linux tells of the process, as status or maps. */
    String told(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** The file of its output. */
    Path log() {
        return output;
    }

    boolean ended() {
        return !process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
