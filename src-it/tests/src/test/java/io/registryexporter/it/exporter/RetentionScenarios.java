package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.RegistryProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether deletions and collections do what {@code preview} printed, to the byte. The system properties
 * {@code retention.storages} and {@code retention.seed} choose how many storages and which.
 */
abstract class RetentionScenarios {
    private static final int STORAGES = 100;

    /** Of damaged storages one for so many sound ones. */
    private static final int SOUND_FOR_DAMAGED = 4;

    @TempDir
    private Path directory;

    abstract RegistryProgram program();

    abstract String name();

    @Test
    void a_registry_deletes_and_frees_what_the_preview_says() throws IOException {
        judge(Integer.getInteger("retention.storages", STORAGES), false);
    }

    @Test
    void a_damaged_storage_loses_nothing_that_should_stay() throws IOException {
        judge(Integer.getInteger("retention.storages", STORAGES) / SOUND_FOR_DAMAGED, true);
    }

    private void judge(int storages, boolean damaged) throws IOException {
        try (RetentionTrial trial = new RetentionTrial(program(), directory)) {
            List<String> failures = trial.run(Long.getLong("retention.seed", 1), storages, damaged);
            System.out.println("retention " + name() + (damaged ? ", damaged" : "") + ": " + trial.totals());
            assertThat(failures).isEmpty();
        }
    }
}
