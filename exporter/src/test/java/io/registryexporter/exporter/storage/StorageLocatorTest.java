package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageLocatorTest {
    @TempDir
    private Path directory;

    private static final Surroundings PLAIN = new Surroundings(false, false);

    private final StorageLocator locator = new StorageLocator();

    @Test
    void the_rootdirectory_leads_to_the_v2_directory() throws IOException {
        Path v2 = Files.createDirectories(directory.resolve("docker/registry/v2"));
        assertThat(locator.locate(directory)).isEqualTo(new StorageLocation.Storage(directory, v2, PLAIN));
    }

    @Test
    void the_v2_directory_is_recognised_by_what_lies_in_it() throws IOException {
        Files.createDirectories(directory.resolve("repositories"));
        assertThat(locator.locate(directory)).isEqualTo(new StorageLocation.Storage(directory, directory, PLAIN));
    }

    @Test
    void an_empty_directory_is_a_new_registry() {
        assertThat(locator.locate(directory)).isInstanceOf(StorageLocation.NewRegistry.class);
    }

    @Test
    void what_a_file_system_puts_there_does_not_make_it_less_new() throws IOException {
        Files.createDirectories(directory.resolve("lost+found"));
        Files.createFile(directory.resolve(".snapshot"));
        assertThat(locator.locate(directory)).isInstanceOf(StorageLocation.NewRegistry.class);
    }

    @Test
    void the_v2_directory_that_an_empty_rootdirectory_will_have_is_a_new_registry() {
        assertThat(locator.locate(directory.resolve("docker/registry/v2")))
                .isInstanceOf(StorageLocation.NewRegistry.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "docker/registry"})
    void a_first_push_that_has_only_begun_leaves_it_new(String made) throws IOException {
        Files.createDirectories(directory.resolve(made));
        assertThat(locator.locate(directory)).isInstanceOf(StorageLocation.NewRegistry.class);
        assertThat(locator.locate(directory.resolve("docker/registry/v2")))
                .isInstanceOf(StorageLocation.NewRegistry.class);
    }

    @Test
    void the_directory_of_a_container_engine_is_no_new_registry() throws IOException {
        Files.createDirectories(directory.resolve("docker/overlay2"));
        assertThat(problem(directory)).contains("is no storage of a registry");
    }

    @Test
    void a_directory_of_something_else_is_refused_with_what_to_do() throws IOException {
        Files.createFile(directory.resolve("data.txt"));
        assertThat(problem(directory)).contains("is no storage of a registry", "PATH is the registry's rootdirectory");
    }

    @Test
    void a_path_that_is_not_there_is_refused() {
        assertThat(problem(directory.resolve("missing"))).contains("missing does not exist");
    }

    @Test
    void a_file_is_refused() throws IOException {
        assertThat(problem(Files.createFile(directory.resolve("file")))).contains("file is not a directory");
    }

    @Test
    void a_path_below_a_file_is_refused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(problem(file.resolve("x"))).contains("x does not exist");
    }

    @Test
    void a_link_to_a_v2_directory_elsewhere_is_a_storage() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/repositories"))
                .getParent();
        Path root = directory.resolve("root");
        Path v2 = root.resolve("docker/registry/v2");
        Files.createDirectories(v2.getParent());
        Files.createSymbolicLink(v2, elsewhere);
        assertThat(locator.locate(root)).isEqualTo(new StorageLocation.Storage(root, v2, PLAIN));
    }

    private String problem(Path path) {
        return ((StorageLocation.Unusable) locator.locate(path)).problem();
    }
}
