package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What serves the storage is told by files around the v2 directory, whichever way PATH leads to it. */
class SurroundingsTest {
    @TempDir
    private Path directory;

    private Path v2;

    @BeforeEach
    void create() throws IOException {
        v2 = directory.resolve("docker/registry/v2");
        Files.createDirectories(v2.resolve("repositories"));
    }

    @Test
    void a_plain_registry_leaves_nothing() {
        assertThat(surroundings(directory)).isEqualTo(new Surroundings(false, false));
    }

    @Test
    void the_state_of_the_scheduler_tells_a_pull_through_cache() throws IOException {
        Files.createFile(directory.resolve("scheduler-state.json"));
        assertThat(surroundings(directory)).isEqualTo(new Surroundings(true, false));
    }

    @Test
    void it_is_found_from_the_v2_directory() throws IOException {
        Files.createFile(directory.resolve("scheduler-state.json"));
        assertThat(surroundings(v2)).isEqualTo(new Surroundings(true, false));
    }

    @Test
    void it_is_found_from_a_link_to_the_v2_directory() throws IOException {
        Files.createFile(directory.resolve("scheduler-state.json"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), v2);
        assertThat(surroundings(link)).isEqualTo(new Surroundings(true, false));
    }

    @Test
    void it_is_not_looked_for_above_a_v2_directory_of_another_name() throws IOException {
        Path mounted = Files.createDirectories(directory.resolve("a/b/mounted"));
        Files.createDirectories(mounted.resolve("repositories"));
        Files.createFile(directory.resolve("scheduler-state.json"));
        assertThat(surroundings(mounted)).isEqualTo(new Surroundings(false, false));
    }

    @Test
    void a_directory_of_its_name_tells_nothing() throws IOException {
        Files.createDirectories(directory.resolve("scheduler-state.json"));
        assertThat(surroundings(directory)).isEqualTo(new Surroundings(false, false));
    }

    @Test
    void the_lock_tells_a_metadata_database() throws IOException {
        lock(v2.getParent());
        assertThat(surroundings(directory)).isEqualTo(new Surroundings(false, true));
        assertThat(surroundings(v2)).isEqualTo(new Surroundings(false, true));
    }

    @Test
    void the_lock_is_found_beside_a_v2_directory_of_another_name() throws IOException {
        Path mounted = Files.createDirectories(directory.resolve("mounted"));
        Files.createDirectories(mounted.resolve("repositories"));
        lock(directory);
        assertThat(surroundings(mounted)).isEqualTo(new Surroundings(false, true));
    }

    @Test
    void the_lock_of_the_file_system_tells_no_database() throws IOException {
        Files.createFile(Files.createDirectories(v2.resolveSibling("lockfiles")).resolve("filesystem-in-use"));
        assertThat(surroundings(directory)).isEqualTo(new Surroundings(false, false));
    }

    @Test
    void a_lock_that_cannot_be_looked_at_is_not_taken_for_none() throws IOException {
        Files.createSymbolicLink(v2.resolveSibling("lockfiles"), Path.of("lockfiles"));
        assertThat(new StorageLocator().locate(directory))
                .isInstanceOfSatisfying(
                        StorageLocation.Unusable.class,
                        unusable -> assertThat(unusable.problem()).contains("cannot be read", "lockfiles"));
    }

    private static void lock(Path directory) throws IOException {
        Files.createFile(Files.createDirectories(directory.resolve("lockfiles")).resolve("database-in-use"));
    }

    private static Surroundings surroundings(Path path) {
        return ((StorageLocation.Storage) new StorageLocator().locate(path)).surroundings();
    }
}
