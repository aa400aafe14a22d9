package io.registryexporter.support.real;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real kubectl. */
public final class Kubectl {
    private static final long SECONDS = 60;

    private final Path program;
    private final Path directory;
    private final Path kubeconfig;

    private Kubectl(Path program, Path directory, Path kubeconfig) {
        this.program = program;
        this.directory = directory;
        this.kubeconfig = kubeconfig;
    }

    /**
     * Uses a program.
     *
     * @param directory where it runs and keeps what it has discovered
     */
    static Kubectl of(Path program, Path directory, Path kubeconfig) {
        return new Kubectl(program.toAbsolutePath(), directory, kubeconfig.toAbsolutePath());
    }

    /** The one on the PATH; its test class says that it {@link RequiresPrograms} kubectl. */
    public static Kubectl onPath(Path directory, Path kubeconfig) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> of(program, directory, kubeconfig))
                .orElseThrow(() -> new IllegalStateException("no kubectl on the PATH"));
    }

    /** Runs it and gives what it printed, on both streams. */
    public Result run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs it with something on its standard input, as for {@code -f -}. */
    public Result runWith(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        // What it has discovered of one test's server is not true of the next one's.
        builder.environment().put("HOME", directory.toString());
        builder.environment()
                .put("KUBECACHEDIR", directory.resolve("kubectl-cache").toString());
        try {
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("kubectl does not end: " + output);
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs it and wants success. */
    public String ok(String... arguments) {
        return run(arguments).ok();
    }

    /** How it ended. */
    public record Result(int exitCode, String output) {

        /** The output of a run that succeeded. */
        public String ok() {
            if (exitCode != 0) {
                throw new IllegalStateException("kubectl ended with " + exitCode + ": " + output);
            }
            return output;
        }
    }
}
