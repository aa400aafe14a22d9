package io.registryexporter.support.corpus.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.RealRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomStorageTest {
    private static final int SEEDS = 12;

    @TempDir
    private Path directory;

    @Test
    void one_seed_gives_one_storage_and_one_fate() throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Path first = directory.resolve("first-" + seed);
            Path second = directory.resolve("second-" + seed);
            List<String> happened = write(first, seed);
            assertThat(happened).isNotEmpty().isEqualTo(write(second, seed));
            assertThat(content(first)).isEqualTo(content(second));
        }
    }

    private static List<String> write(Path root, long seed) throws IOException {
        Random random = new Random(seed);
        return new Mutator(RandomStorage.write(root, random).v2(), random).mutate();
    }

    @Test
    void nothing_looks_young() throws IOException {
        write(directory, 1);
        Trees.makeOld(directory);
        assertThat(Trees.all(directory))
                .filteredOn(path -> !Files.isSymbolicLink(path))
                .allSatisfy(path ->
                        assertThat(Files.getLastModifiedTime(path).toString()).startsWith("2023-"));
    }

    private static Map<Path, String> content(Path root) throws IOException {
        Map<Path, String> content = new TreeMap<>();
        for (Path path : Trees.all(root)) {
            boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
            content.put(root.relativize(path), file ? RealRegistry.digestOf("SHA-256", Files.readAllBytes(path)) : "");
        }
        return content;
    }
}
