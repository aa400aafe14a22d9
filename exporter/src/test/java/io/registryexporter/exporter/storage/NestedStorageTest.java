package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of two storages, one in the other, nothing tells which one is meant; of one there is no doubt. */
class NestedStorageTest {
    @TempDir
    private Path directory;

    private Path outer;
    private Path inner;

    @BeforeEach
    void name() {
        outer = directory.resolve("docker/registry/v2");
        inner = outer.resolve("docker/registry/v2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repositories", "blobs"})
    void a_storage_in_a_storage_is_refused_with_both_paths(String part) throws IOException {
        Files.createDirectories(outer.resolve("repositories/app"));
        Files.createDirectories(inner.resolve(part));
        assertThat(problem(directory))
                .contains(inner + " is a storage in the storage " + outer, "Give " + inner + " as PATH, or move it");
    }

    @Test
    void the_outer_one_as_path_is_refused_too() throws IOException {
        Files.createDirectories(outer.resolve("blobs/sha256"));
        Files.createDirectories(inner.resolve("repositories"));
        assertThat(problem(outer)).contains(inner + " is a storage in the storage " + outer);
    }

    @Test
    void the_outer_one_is_refused_under_another_name() throws IOException {
        Files.createDirectories(directory.resolve("blobs/sha256/ab"));
        Files.createDirectories(outer.resolve("repositories"));
        assertThat(problem(directory)).contains(outer + " is a storage in the storage " + directory);
    }

    @Test
    void the_root_of_an_outer_one_that_holds_nothing_is_refused_with_the_inner_one() throws IOException {
        Files.createDirectories(outer.resolve("repositories"));
        Files.createDirectories(inner.resolve("repositories"));
        assertThat(problem(directory)).contains(outer + " holds nothing", "Give " + inner + " as PATH.");
    }

    @Test
    void an_outer_one_that_holds_nothing_is_the_rootdirectory_of_the_inner_one() throws IOException {
        Files.createDirectories(inner.resolve("repositories/app"));
        assertStorage(outer, inner);
    }

    @Test
    void the_inner_one_as_path_is_a_storage() throws IOException {
        Files.createDirectories(outer.resolve("repositories/app"));
        Files.createDirectories(inner.resolve("repositories/app"));
        assertStorage(inner, inner);
    }

    @Test
    void an_inner_directory_without_a_storage_does_not_matter() throws IOException {
        Files.createDirectories(outer.resolve("repositories/app"));
        Files.createDirectories(inner);
        assertStorage(directory, outer);
    }

    @Test
    void directories_of_something_else_beside_docker_do_not_matter() throws IOException {
        Files.createDirectories(directory.resolve("repositories/app.git"));
        Files.createDirectories(directory.resolve("blobs/default"));
        Files.createDirectories(outer.resolve("repositories"));
        assertStorage(directory, outer);
    }

    @Test
    void a_link_from_a_v2_directory_to_itself_is_no_second_storage() throws IOException {
        Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.createDirectories(outer.getParent());
        Files.createSymbolicLink(outer, Path.of("../.."));
        assertStorage(directory, outer);
    }

    @Test
    void links_into_the_inner_storage_are_no_second_storage() throws IOException {
        Files.createDirectories(outer.resolve("blobs/sha256"));
        Files.createSymbolicLink(directory.resolve("blobs"), Path.of("docker/registry/v2/blobs"));
        assertStorage(directory, outer);
    }

    private static void assertStorage(Path root, Path v2) {
        assertThat(new StorageLocator().locate(root))
                .isEqualTo(new StorageLocation.Storage(root, v2, new Surroundings(false, false)));
    }

    private static String problem(Path path) {
        return ((StorageLocation.Unusable) new StorageLocator().locate(path)).problem();
    }
}
