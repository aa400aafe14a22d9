package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blockers that the exporter cannot see. */
class UnknownBlockersTest extends BlockersFixture {
    @Test
    void what_the_exporter_cannot_see_leaves_the_number_open() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        storage.symlink("repositories/moved", outside);

        assertThat(Arrays.stream(GarbageCollectionMode.values()).map(scan(V3)::blockers))
                .allMatch(java.util.OptionalLong::isEmpty);
    }

    @Test
    void a_blocker_that_is_known_counts_whatever_else_cannot_be_seen() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        storage.symlink("repositories/moved", outside);
        storage.write(app.revisionLink(ABSENT), "");

        assertThat(scan(V3).blockers(GarbageCollectionMode.GC)).hasValue(1);
        assertThat(scan(V3).reclaimable(GarbageCollectionMode.GC)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_blocked_collection_is_reported_as_what_it_frees_when_nothing_blocks_it(RegistryVersion version) {
        storage.blob("orphan", 7000);
        storage.write(app.revisionLink(ABSENT), "");

        assertThat(freed(version)).isEqualTo(7000);
    }
}
