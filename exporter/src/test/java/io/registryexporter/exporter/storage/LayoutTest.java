package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private final Layout layout = new Layout(Path.of("/v2"));

    @Test
    void a_blob_lies_below_the_first_two_characters_of_its_digest() {
        Digest digest = Digest.parse("sha256:abcdef1").orElseThrow();
        assertThat(layout.blobData(digest)).containsExactly("blobs", "sha256", "ab", "abcdef1", "data");
    }

    @Test
    void separators_of_an_algorithm_are_directories() {
        Digest digest = Digest.parse("tarsum.v1+sha256:0f00").orElseThrow();
        assertThat(layout.blobData(digest)).containsExactly("blobs", "tarsum", "v1", "sha256", "0f", "0f00", "data");
    }

    @Test
    void a_path_for_people_is_relative_and_cannot_forge_a_line() {
        assertThat(layout.describe(Path.of("/v2/repositories/a\nb"))).isEqualTo("repositories/a\\x0ab");
    }
}
