package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has directories of the same names as a storage is told from one. */
class ForeignLayoutTest {
    private static final String IMAGE = "images/" + "0123456789abcdef".repeat(4);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"json", "layer", "ancestry"})
    void images_beside_repositories_are_a_storage_of_registry_v1(String file) throws IOException {
        Files.createDirectories(directory.resolve("repositories"));
        create(IMAGE + "/" + file);
        assertThat(problem(directory)).contains(directory + " is a storage of registry v1", "push its images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_index_images", "tag_latest"})
    void a_file_of_registry_v1_in_a_repository_is_enough(String file) throws IOException {
        create("repositories/library/busybox/" + file);
        assertThat(problem(directory)).contains(directory + " is a storage of registry v1");
    }

    @Test
    void a_storage_of_registry_v1_in_path_is_named() throws IOException {
        create("old/repositories/library/busybox/tag_latest");
        assertThat(problem(directory)).contains("is no storage", ": old in it is a storage of registry v1");
    }

    @Test
    void a_storage_of_registry_v1_where_the_v2_directory_should_be_is_named() throws IOException {
        create("repositories/library/busybox/tag_latest");
        assertThat(problem(directory.resolve("docker/registry/v2")))
                .contains("v2 does not exist", directory + " is a storage of registry v1");
    }

    @Test
    void a_storage_of_registry_v1_beside_docker_does_not_matter() throws IOException {
        create("repositories/library/busybox/tag_latest");
        Files.createDirectories(directory.resolve("docker/registry/v2/repositories"));
        assertStorage();
    }

    @Test
    void repositories_with_names_as_those_of_registry_v1_are_a_storage() throws IOException {
        Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.createDirectories(directory.resolve("repositories/" + IMAGE + "/_manifests"));
        Files.createDirectories(directory.resolve("repositories/a/b/tag_latest/_manifests"));
        assertStorage();
    }

    @Test
    void a_first_upload_to_a_repository_named_as_a_tag_of_registry_v1_is_a_storage() throws IOException {
        Files.createDirectories(directory.resolve("repositories/a/b/tag_latest/_uploads"));
        assertStorage();
    }

    @Test
    void a_storage_with_blobs_is_none_of_registry_v1_whatever_else_lies_there() throws IOException {
        Files.createDirectories(directory.resolve("blobs"));
        create("repositories/library/busybox/tag_latest");
        create(IMAGE + "/json");
        assertStorage();
    }

    @Test
    void any_other_directory_images_leaves_it_a_storage() throws IOException {
        Files.createDirectories(directory.resolve("repositories"));
        create("images/logo.png");
        assertStorage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.json", "blobs/sha256/.keep"})
    void an_oci_image_layout_is_refused(String beside) throws IOException {
        create("oci-layout");
        create(beside);
        assertThat(problem(directory))
                .contains(directory + " is an OCI image layout, not a registry's storage", "PATH is the registry's");
    }

    @Test
    void what_docker_saves_is_an_oci_image_layout_too() throws IOException {
        create("oci-layout");
        create("blobs/sha256/.keep");
        create("repositories");
        assertThat(problem(directory)).contains("is an OCI image layout");
    }

    @Test
    void a_file_oci_layout_that_was_left_in_a_storage_does_not_matter() throws IOException {
        create("oci-layout");
        Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.createDirectories(directory.resolve("repositories"));
        assertStorage();
    }

    @Test
    void an_oci_image_layout_as_the_v2_directory_is_refused() throws IOException {
        create("docker/registry/v2/oci-layout");
        create("docker/registry/v2/index.json");
        assertThat(problem(directory)).contains("docker/registry/v2 is an OCI image layout");
    }

    @Test
    void a_name_that_would_begin_a_line_stays_in_the_line() throws IOException {
        create("a\nb/oci-layout");
        create("a\nb/index.json");
        assertThat(problem(directory)).contains("a\\x0ab in it is an OCI image layout");
    }

    private void create(String file) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }

    private void assertStorage() {
        assertThat(new StorageLocator().locate(directory)).isInstanceOf(StorageLocation.Storage.class);
    }

    private static String problem(Path path) {
        return ((StorageLocation.Unusable) new StorageLocator().locate(path)).problem();
    }
}
