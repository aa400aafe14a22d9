package io.registryexporter.it.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.cli.CommandRunner;
import io.registryexporter.support.corpus.random.Mutator;
import io.registryexporter.support.corpus.random.RetentionStorage;
import io.registryexporter.support.corpus.random.Trees;
import io.registryexporter.support.real.GarbageCollection;
import io.registryexporter.support.real.PullingClient;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RegistryProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Has a registry do what a preview printed, on storages and with rules of chance: every digest is deleted through its API,
 * and its collection runs in both modes.
 */
final class RetentionTrial implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final int ACCEPTED = 202;

    private final RegistryProgram program;
    private final Path directory;
    private final RealRegistry registry;
    private final PullingClient client;
    private final List<String> failures = new ArrayList<>();
    private String newlyBroken = "";
    private String context = "";
    private Totals totals = new Totals(0, 0, 0, 0, 0, 0);

    RetentionTrial(RegistryProgram program, Path directory) {
        this.program = program;
        this.directory = directory;
        this.registry = RealRegistry.start(program, directory);
        this.client = new PullingClient(registry);
    }

    /**
     * How much was tried.
     *
     * @param collections that ended, and whose bytes were compared
     * @param freed bytes that they freed because of the rules
     */
    record Totals(int storages, long tags, long going, long staying, long collections, long freed) {}

    /** Runs trials with neighbouring seeds, and gives what went otherwise than the preview says. */
    List<String> run(long firstSeed, int storages, boolean damaged) throws IOException {
        for (long seed = firstSeed; seed < firstSeed + storages; seed++) {
            Random random = Differential.random(seed);
            Trees.delete(registry.root());
            Files.createDirectories(registry.root());
            RetentionStorage.write(registry.root(), random, NOW);
            List<String> happened = damaged ? new Mutator(registry.v2(), random).mutate() : List.of();
            List<String> options = RandomRule.options(random);
            context = "seed " + seed + " " + options + " " + happened + ": ";
            trial(options, damaged);
        }
        return List.copyOf(failures);
    }

    Totals totals() {
        return totals;
    }

    private void trial(List<String> options, boolean damaged) throws IOException {
        Answer json = preview(options, "json");
        if (json.exitCode() != 0) {
            expect(damaged, "preview ends with " + json.exitCode() + ": " + json.errors());
            return;
        }
        JsonNode preview = new ObjectMapper().readTree(json.output());
        Map<String, Optional<String>> before = pulls();
        List<String> digests = preview(options, "digests").output().lines().toList();
        for (String line : digests) {
            int at = line.lastIndexOf('@');
            int status = registry.statusOfDelete(line.substring(0, at), line.substring(at + 1));
            expect(status == ACCEPTED, line + " is deleted with " + status);
        }
        Set<String> going = going(preview);
        expect(pullAgain(before, going) == 0, "tags that stay break: " + newlyBroken);
        totals = new Totals(
                totals.storages() + 1,
                totals.tags() + before.size(),
                totals.going() + going.size(),
                totals.staying() + preview.path("stayingTags").asLong(),
                totals.collections(),
                totals.freed());
        collect(preview, before, going);
    }

    /** Each mode begins with the storage as the deletions left it. */
    private void collect(JsonNode preview, Map<String, Optional<String>> before, Set<String> going) throws IOException {
        Path kept = directory.resolve("kept");
        Trees.delete(kept);
        Trees.copy(registry.root(), kept);
        collectOnce(preview.path("garbageCollection").path("gc"), before, going);
        Trees.delete(registry.root());
        Files.move(kept, registry.root());
        collectOnce(preview.path("garbageCollection").path("gc_delete_untagged"), before, going, "-m");
    }

    private void collectOnce(
            JsonNode forecast, Map<String, Optional<String>> before, Set<String> going, String... options)
            throws IOException {
        String mode = "garbage-collect " + String.join(" ", options);
        Sizes stored = stored();
        GarbageCollection collection =
                program.collectGarbage(Files.createDirectories(directory.resolve("work")), registry.root(), options);
        if (forecast.path("after").isNull()) {
            return;
        }
        if (forecast.path("blockersAfter").asLong() > 0) {
            expect(collection.failed(), mode + " does not stop at any entry");
            return;
        }
        expect(!collection.failed() || isFromSha512(collection), mode + " fails: " + collection.reason());
        Sizes left = stored();
        long bytes = stored.bytes() - left.bytes();
        long blobs = stored.blobs() - left.blobs();
        JsonNode after = forecast.path("after");
        expect(
                bytes == after.path("bytes").asLong()
                        && blobs == after.path("blobs").asLong(),
                mode + " frees " + blobs + " blobs, " + bytes + " bytes, not " + after);
        totals = new Totals(
                totals.storages(),
                totals.tags(),
                totals.going(),
                totals.staying(),
                totals.collections() + 1,
                totals.freed() + forecast.path("beyond").path("bytes").asLong());
        long breaks = forecast.path("breaksTags").asLong();
        long broken = pullAgain(before, going);
        expect(broken == breaks, mode + " breaks " + broken + " tags and not " + breaks + ": " + newlyBroken);
    }

    /**
     * 3.x wants to remove the link of a layer twice that clients call by its sha512 (R12), when it has freed all blobs; a dry
     * run does not.
     */
    private boolean isFromSha512(GarbageCollection collection) {
        return program.version() > 2 && collection.output().contains("failed to delete layer link");
    }

    private record Sizes(long blobs, long bytes) {}

    private Sizes stored() throws IOException {
        try (Stream<Path> files = Files.walk(registry.v2().resolve("blobs"))) {
            long[] sizes = files.filter(file -> file.endsWith("data") && Files.isRegularFile(file))
                    .mapToLong(file -> file.toFile().length())
                    .toArray();
            return new Sizes(sizes.length, java.util.Arrays.stream(sizes).sum());
        }
    }

    /** What stands in the way of a pull of each tag. */
    private Map<String, Optional<String>> pulls() throws IOException {
        client.forget();
        Map<String, Optional<String>> pulls = new TreeMap<>();
        for (String repository : RepositoryNames.below(registry.v2().resolve("repositories"))) {
            for (String tag : client.tags(repository).orElse(List.of())) {
                pulls.put(repository + ":" + tag, client.problem(repository, tag));
            }
        }
        return pulls;
    }

    /** How many tags that stay cannot be pulled whole any more. */
    private long pullAgain(Map<String, Optional<String>> before, Set<String> going) throws IOException {
        Map<String, Optional<String>> now = pulls();
        List<String> broken = new ArrayList<>();
        before.forEach((tag, problem) -> {
            if (going.contains(tag)) {
                expect(!now.containsKey(tag), tag + " is still there");
            } else if (problem.isEmpty()) {
                now.getOrDefault(tag, Optional.of("it is gone")).ifPresent(after -> broken.add(tag + ": " + after));
            } else {
                expect(now.containsKey(tag), tag + " stays, and is gone");
            }
        });
        newlyBroken = broken.toString();
        return broken.size();
    }

    private static Set<String> going(JsonNode preview) {
        Set<String> going = new TreeSet<>();
        for (JsonNode repository : preview.path("repositories")) {
            for (JsonNode one : repository.path("going")) {
                if (one.has("tag")) {
                    going.add(repository.path("name").asText() + ":"
                            + one.path("tag").asText());
                }
            }
        }
        return going;
    }

    private void expect(boolean expected, String otherwise) {
        if (!expected) {
            failures.add(context + otherwise);
        }
    }

    private record Answer(int exitCode, String output, String errors) {}

    private Answer preview(List<String> options, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(false, false),
                Map.of());
        List<String> arguments = new ArrayList<>(List.of(
                "preview",
                registry.root().toString(),
                "--format=" + format,
                "--registry.version=" + program.version()));
        arguments.addAll(options);
        int exitCode =
                new CommandRunner(console, Clock.fixed(NOW, ZoneOffset.UTC)).run(arguments.toArray(String[]::new));
        return new Answer(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8).strip());
    }

    @Override
    public void close() {
        registry.close();
    }
}
