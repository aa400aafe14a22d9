package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that are gone between the listing of their directory and the look at them. */
class VanishedEntriesTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path directory;

    private Path tags;
    private StorageFiles files;

    @BeforeEach
    void write() throws IOException {
        tags = Files.createDirectory(directory.resolve("tags"));
        Files.createDirectory(tags.resolve("v1"));
        files = new StorageFiles(directory, directory, Pace.unlimited());
        setModified(Duration.ofHours(2));
    }

    @Test
    void one_that_was_taken_out_a_moment_ago_is_no_loss() throws IOException {
        assertThatCode(() -> goneWithModified(Duration.ZERO)).doesNotThrowAnyException();
    }

    @Test
    void one_that_was_taken_out_by_a_file_server_whose_clock_is_behind_is_no_loss() throws IOException {
        assertThatCode(() -> goneWithModified(Duration.ofHours(1))).doesNotThrowAnyException();
    }

    @Test
    void one_that_is_gone_though_its_directory_has_not_changed_is_a_loss() throws IOException {
        assertThatThrownBy(() -> goneWithModified(Duration.ofHours(2)))
                .isInstanceOf(StorageReplacedException.class)
                .hasMessageContaining("v1 disappeared");
    }

    @Test
    void one_whose_directory_is_gone_too_is_judged_by_the_directory_above() throws IOException {
        try (OpenDirectory open = files.open(tags)) {
            Files.delete(tags.resolve("v1"));
            Files.delete(tags);
            Files.setLastModifiedTime(directory, FileTime.from(START.minus(Duration.ofHours(2))));
            assertThat(open.lookAtListed(Path.of("v1"))).isInstanceOf(Node.Missing.class);
        }
        assertThatThrownBy(() -> files.vanished().requireRemoved(START)).isInstanceOf(StorageReplacedException.class);
    }

    private void goneWithModified(Duration ago) throws IOException {
        try (OpenDirectory open = files.open(tags)) {
            Files.delete(tags.resolve("v1"));
            setModified(ago);
            assertThat(open.lookAtListed(Path.of("v1"))).isInstanceOf(Node.Missing.class);
        }
        files.vanished().requireRemoved(START);
    }

    private void setModified(Duration ago) throws IOException {
        Files.setLastModifiedTime(tags, FileTime.from(START.minus(ago)));
    }
}
