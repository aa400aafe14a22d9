package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
    private final Layout layout = new Layout(Path.of("/v2"));

    @Test
    void a_blob_lies_below_the_first_two_characters_of_its_digest() {
        String hex = "ab".repeat(32);
        Digest digest = Digest.parse("sha256:" + hex).orElseThrow();
        assertThat(layout.blobData(digest)).containsExactly("blobs", "sha256", "ab", hex, "data");
    }

    @ParameterizedTest
    @CsvSource({
        "blobs/sha256/ab/HEX, true",
        "blobs/sha256/HEX, true",
        "blobs/.snapshot/hourly.0/sha256/ab/HEX, true",
        "blobs/sha256/cd/HEX, false",
        "blobs/sha256.bak/ab/HEX, false",
        "blobs/sha256/ab/HEX.old, false",
        "blobs/sha256/a, false",
        "blobs, false"
    })
    void data_is_a_blob_for_the_registrys_collection_by_the_directories_above_it(String directory, boolean blob) {
        Path path = Path.of(directory.replace("HEX", "ab".repeat(32)));
        assertThat(Layout.digestOfData(path).isPresent()).isEqualTo(blob);
    }

    @Test
    void a_path_for_people_is_relative_and_cannot_forge_a_line() {
        assertThat(layout.describe(Path.of("/v2/repositories/a\nb"))).isEqualTo("repositories/a\\x0ab");
    }
}
