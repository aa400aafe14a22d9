package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.support.real.GarbageCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisagreementsTest {
    @TempDir
    private Path blobs;

    private RegistryAnswer registry;

    @BeforeEach
    void store() throws IOException {
        Path blob = Files.createDirectories(blobs.resolve("sha256/ab/abc"));
        Files.writeString(blob.resolve("data"), "12345");
        registry = new RegistryAnswer(
                Map.of("a:broken", Optional.of("404"), "a:sound", Optional.empty()),
                Map.of(
                        RegistryAnswer.GC,
                        new GarbageCollection(OptionalInt.of(0), "blob eligible for deletion: sha256:abc\n"),
                        RegistryAnswer.GC_DELETE_UNTAGGED,
                        new GarbageCollection(OptionalInt.of(1), "a\nfailed to garbage collect: why\n")),
                StoredBlobs.below(blobs));
    }

    private List<String> disagreements(String tag, String gc, int blockers) throws IOException {
        String json = """
                {"brokenTags":[{"repository":"a","tag":"%s","reasons":["r"]}],
                 "garbageCollection":{"gc":{"blockers":0,%s},"gc_delete_untagged":{"blockers":%d}}}
                """.formatted(tag, gc, blockers);
        return Disagreements.between(registry, new ExporterAnswer(1, new ObjectMapper().readTree(json), ""));
    }

    @Test
    void the_same_answers_agree() throws IOException {
        assertThat(disagreements("broken", "\"blobs\":1,\"bytes\":5", 2)).isEmpty();
    }

    @Test
    void every_difference_is_told() throws IOException {
        assertThat(disagreements("other", "\"blobs\":1,\"bytes\":6", 0))
                .containsExactlyInAnyOrder(
                        "tag a:broken: registry cannot pull (404), exporter says sound",
                        "tag a:other: registry does not list it, exporter says broken [\"r\"]",
                        "gc: registry frees 1 blobs 5 bytes, exporter says 1 blobs 6 bytes",
                        "gc_delete_untagged: registry ends with error (failed to garbage collect: why),"
                                + " exporter says 0 blockers");
        assertThat(disagreements("sound", "\"blobs\":1,\"bytes\":5", 1))
                .contains("tag a:sound: registry can pull, exporter says broken [\"r\"]");
    }
}
