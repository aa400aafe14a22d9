package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.registryexporter.support.corpus.random.RandomStorage;
import io.registryexporter.support.real.RegistryProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the exporter says what the registry says, on many storages. The system properties
 * {@code differential.storages} and {@code differential.seed} choose how many and which; those on which the two disagree
 * are copied below the directory {@code differential.keep}.
 */
abstract class DifferentialScenarios {
    private static final int SOUND = 15;
    private static final int STORAGES = 150;
    private static final int SHOWN = 20;

    @TempDir
    private Path directory;

    private Differential differential;

    abstract RegistryProgram program();

    abstract String name();

    @BeforeEach
    void start() {
        differential = new Differential(program(), directory);
    }

    @AfterEach
    void stop() {
        differential.close();
    }

    @Test
    void the_registry_serves_and_collects_what_the_generator_writes() throws IOException {
        boolean version2 = program().version() == 2;
        for (long seed = 1; seed <= SOUND; seed++) {
            RandomStorage storage = differential.writeSound(seed);
            RegistryAnswer answer = differential.judge();
            Set<String> broken = answer.tags().entrySet().stream()
                    .filter(tag -> tag.getValue().isPresent())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            assertThat(broken).as("seed " + seed).isEqualTo(version2 ? Set.of() : storage.schema1());
            assertThat(failed(answer, RegistryAnswer.GC))
                    .as("seed " + seed)
                    .isEqualTo(!version2 && storage.holdsSchema1());
            assertThat(failed(answer, RegistryAnswer.GC_DELETE_UNTAGGED))
                    .as("seed " + seed)
                    .isEqualTo(
                            version2
                                    ? storage.withoutTags()
                                    : !storage.schema1().isEmpty());
        }
    }

    private static boolean failed(RegistryAnswer answer, String mode) {
        return answer.collections().get(mode).failed();
    }

    @Test
    void the_exporter_says_what_the_registry_says() throws IOException {
        Differential.Outcome outcome = differential.run(
                Long.getLong("differential.seed", 1), Integer.getInteger("differential.storages", STORAGES));
        System.out.println("differential " + name() + ": " + outcome);
        if (!outcome.disagreements().isEmpty()) {
            fail(outcome.disagreements().stream().limit(SHOWN).collect(Collectors.joining("\n", "the first:\n", "")));
        }
    }
}
