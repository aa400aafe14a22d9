package io.registryexporter.support.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A program of distribution's registry.
 *
 * @param command its name on the PATH, or its path
 * @param version 2 or 3
 * @param cached whether it remembers blobs, as it does by the configuration of the official images
 */
public record RegistryProgram(String command, int version, boolean cached) {
    /** Debian's package: 2.8. */
    public static final RegistryProgram DEBIAN = new RegistryProgram("docker-registry", 2, false);

    static final String VARIABLE_OF_3 = "REGISTRY3";
    private static final Duration COLLECTION = Duration.ofSeconds(20);

    /** The one that the environment variable REGISTRY3 names; see {@link RequiresRegistry3}. */
    public static RegistryProgram registry3() {
        return new RegistryProgram(System.getenv(VARIABLE_OF_3), 3, false);
    }

    /** The same with the cache that the official images have. */
    public RegistryProgram withCache() {
        return new RegistryProgram(command, version, true);
    }

    RunningProgram serve(Path directory, Path root, String address) {
        return run(List.of("serve"), config(directory, root, address), directory.resolve("registry.log"));
    }

    /**
     * Runs {@code garbage-collect} on a rootdirectory, for twenty seconds at most.
     *
     * @param directory for its configuration and output
     * @param options as {@code --dry-run} and {@code -m}
     */
    public GarbageCollection collectGarbage(Path directory, Path root, String... options) {
        List<String> arguments = new ArrayList<>(List.of("garbage-collect"));
        arguments.addAll(List.of(options));
        Path config = config(directory, root, "127.0.0.1:0");
        try (RunningProgram program = run(arguments, config, directory.resolve("garbage-collect.log"))) {
            OptionalInt exitCode = program.exitCodeWithin(COLLECTION);
            return new GarbageCollection(exitCode, program.output());
        }
    }

    private RunningProgram run(List<String> arguments, Path config, Path log) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        line.add(config.toString());
        return new RunningProgram(line, version == 2 ? Map.of() : Map.of("OTEL_TRACES_EXPORTER", "none"), log);
    }

    private Path config(Path directory, Path root, String address) {
        String cache = cached ? "cache: {blobdescriptor: inmemory}" : "";
        String schema1 = version == 2 ? "compatibility: {schema1: {enabled: true}}\n" : "";
        try {
            Files.createDirectories(root);
            return Files.writeString(directory.resolve("config.yml"), """
                    version: 0.1
                    log: {level: error, accesslog: {disabled: true}}
                    storage:
                      filesystem: {rootdirectory: "%s"}
                      delete: {enabled: true}
                      %s
                    http: {addr: "%s"}
                    validation: {manifests: {urls: {allow: ["^https://"]}}}
                    """.formatted(root, cache, address) + schema1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
