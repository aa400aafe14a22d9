package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDirectoryTest {
    private static final Path TAG = Path.of("v1");
    private static final int LIMIT = 10;

    @TempDir
    private Path root;

    private Path link;

    @BeforeEach
    void write() throws IOException {
        link = Files.createDirectories(root.resolve("tags/v1/current")).resolve("link");
        Files.writeString(link, "content");
    }

    @Test
    void a_plain_file_is_read_below_its_entry() throws IOException {
        assertThat(read()).isEqualTo("content");
    }

    @Test
    void a_file_beside_the_entries_makes_it_look_at_each() throws IOException {
        Files.writeString(root.resolve("tags/stray"), "");
        assertThat(read()).isEqualTo("content");
        try (OpenDirectory directory = open()) {
            assertThat(directory.look(Path.of("stray"), Layout.CURRENT_LINK))
                    .isEqualTo(new Node.Faulty(DamageReason.NOT_A_DIRECTORY));
        }
    }

    @Test
    void a_directory_that_is_a_link_inside_the_root_is_followed() throws IOException {
        Files.move(root.resolve("tags/v1/current"), root.resolve("moved"));
        Files.createSymbolicLink(root.resolve("tags/v1/current"), root.resolve("moved"));
        assertThat(read()).isEqualTo("content");
    }

    @Test
    void a_directory_that_is_a_link_out_of_the_root_is_not(@TempDir Path elsewhere) throws IOException {
        Files.move(root.resolve("tags/v1/current"), elsewhere.resolve("current"));
        Files.createSymbolicLink(root.resolve("tags/v1/current"), elsewhere.resolve("current"));
        try (OpenDirectory directory = open()) {
            assertThat(directory.read(TAG, Layout.CURRENT_LINK, LIMIT).node())
                    .isEqualTo(new Node.Faulty(DamageReason.SYMLINK_OUTSIDE_ROOT));
        }
    }

    @Test
    void a_file_that_is_too_large_is_not_read() throws IOException {
        Files.writeString(link, "x".repeat(LIMIT + 1));
        try (OpenDirectory directory = open()) {
            OpenDirectory.Read read = directory.read(TAG, Layout.CURRENT_LINK, LIMIT);
            assertThat(read.node()).isInstanceOf(Node.File.class);
            assertThat(read.content()).isEqualTo(new Content.Missing());
        }
    }

    @Test
    void a_file_that_is_replaced_by_one_of_its_size_has_another_state() throws IOException {
        Path relative = TAG.resolve("current/link");
        try (OpenDirectory directory = open()) {
            FileState before = directory.state(relative).orElseThrow();
            assertThat(directory.state(relative)).contains(before);
            Path other = Files.writeString(root.resolve("other"), "CONTENT");
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(link));
            Files.move(other, link, StandardCopyOption.REPLACE_EXISTING);
            assertThat(directory.state(relative)).isPresent().get().isNotEqualTo(before);
        }
    }

    private OpenDirectory open() throws IOException {
        return new StorageFiles(root, root, Pace.unlimited()).open(root.resolve("tags"));
    }

    private String read() throws IOException {
        try (OpenDirectory directory = open()) {
            Content content = directory.read(TAG, Layout.CURRENT_LINK, LIMIT).content();
            return new String(((Content.Bytes) content).bytes(), StandardCharsets.UTF_8);
        }
    }
}
