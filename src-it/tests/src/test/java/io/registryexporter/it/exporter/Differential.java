package io.registryexporter.it.exporter;

import io.registryexporter.support.corpus.random.Mutator;
import io.registryexporter.support.corpus.random.RandomStorage;
import io.registryexporter.support.corpus.random.Trees;
import io.registryexporter.support.real.PullingClient;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RegistryProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Writes storages of chance, lets misfortunes happen to them, and has one registry and the exporter judge each. The
 * registry runs all the time, and has no cache: what is below its rootdirectory is another storage each time.
 */
final class Differential implements AutoCloseable {
    private final RegistryProgram program;
    private final Path directory;
    private final RealRegistry registry;
    private final PullingClient client;

    Differential(RegistryProgram program, Path directory) {
        this.program = program;
        this.directory = directory;
        this.registry = RealRegistry.start(program, directory);
        this.client = new PullingClient(registry);
    }

    /**
     * How it went with all storages.
     *
     * @param disagreements the seed, what happened to the storage, and what differs
     */
    record Outcome(int storages, long tags, long broken, long blocked, List<String> disagreements) {
        @Override
        public String toString() {
            return "%d storages, %d tags (%d broken), %d blocked collections, disagreements: %d"
                    .formatted(storages, tags, broken, blocked, disagreements.size());
        }
    }

    Outcome run(long firstSeed, int storages) throws IOException {
        long tags = 0;
        long broken = 0;
        long blocked = 0;
        List<String> disagreements = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + storages; seed++) {
            Random random = random(seed);
            write(random);
            List<String> happened = new Mutator(registry.v2(), random).mutate();
            Trees.makeOld(registry.root());
            RegistryAnswer answer = judge();
            tags += answer.tags().size();
            broken += answer.broken();
            blocked += answer.blocked();
            List<String> differences = compare(answer, happened);
            if (!differences.isEmpty()) {
                disagreements.add(told(seed, happened, differences));
                keep(seed);
            }
        }
        return new Outcome(storages, tags, broken, blocked, disagreements);
    }

    /** Neighbouring seeds give like first numbers, and would choose alike. */
    static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    /** One in five was written by a real registry. */
    private void write(Random random) throws IOException {
        empty();
        if (random.nextInt(5) == 0) {
            SampleCopy.at(registry.root());
        } else {
            RandomStorage.write(registry.root(), random);
        }
    }

    /** What a registry writes, without any misfortune. */
    RandomStorage writeSound(long seed) throws IOException {
        empty();
        RandomStorage storage = RandomStorage.write(registry.root(), random(seed));
        Trees.makeOld(registry.root());
        return storage;
    }

    private void empty() throws IOException {
        Trees.delete(registry.root());
        Files.createDirectories(registry.root());
    }

    RegistryAnswer judge() throws IOException {
        return RegistryAnswer.of(program, client, registry.root(), directory.resolve("collection"));
    }

    private List<String> compare(RegistryAnswer answer, List<String> happened) throws IOException {
        ExporterAnswer said = ExporterAnswer.of(registry.root(), program.version());
        if (said.refused()) {
            boolean noStorage = happened.stream().anyMatch(line -> line.matches("(blobs|repositories) .*"));
            return noStorage ? List.of() : List.of("exporter refuses: " + said.errors());
        }
        return Disagreements.between(answer, said);
    }

    private static String told(long seed, List<String> happened, List<String> differences) {
        return Stream.concat(
                        Stream.concat(
                                Stream.of("seed " + seed), happened.stream().map(line -> "    " + line)),
                        differences.stream().map(line -> "  " + line))
                .reduce((before, line) -> before + "\n" + line)
                .orElseThrow();
    }

    private void keep(long seed) throws IOException {
        String keep = System.getProperty("differential.keep", "");
        if (!keep.isEmpty()) {
            Path kept = Path.of(keep, program.version() + "-" + seed);
            Trees.delete(kept);
            Files.createDirectories(kept.getParent());
            Trees.copy(registry.root(), kept);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
