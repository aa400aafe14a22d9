package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TagSize;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each kind of damage is counted by its reason and costs nothing else; beside every damage lies one sound tag. */
abstract class DamagedStorageFixture {
    static final String ABSENT = "sha256:" + "f".repeat(64);
    Path directory;
    TestStorage storage;
    TestStorage.Repository app;

    /** Beside every damage lies one sound tag. */
    @BeforeEach
    @BeforeTry
    void writeASoundTag() throws IOException {
        directory = Files.createTempDirectory("damaged");
        storage = new TestStorage(directory.resolve("storage"));
        app = storage.repository("team/app");
        app.tag("sound", Manifests.image(10, 20));
    }

    @AfterEach
    @AfterTry
    void delete() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    void assertRevisionDamaged(DamageReason reason, String digest) {
        assertDamaged(reason, revisionPath(digest));
        assertThat(repository().damages())
                .extracting(Damage::tags)
                .containsExactly(reason.hidesWhatIsThere() ? List.of() : List.of("team/app:bad"));
        assertThat(repository().tagCount()).hasValue(2);
    }

    void assertDamaged(DamageReason reason, String path) {
        assertThat(repository().damages())
                .extracting(Damage::reason, Damage::path)
                .containsExactly(tuple(reason, path));
        assertSoundTagIsThere();
    }

    void assertSoundTagIsThere() {
        assertThat(repository().tags()).extracting(TagSize::of).contains(new TagSize("sound", 2, 30));
    }

    String revisionPath(String digest) {
        return app.revisionLink(digest).replace("/link", "");
    }

    Repository repository() {
        return scan().repositories().stream()
                .filter(repository -> repository.name().equals("team/app"))
                .findFirst()
                .orElseThrow();
    }

    Inventory scan() {
        try (Scanning scanning = Scanning.of(storage)) {
            return scanning.scan();
        }
    }
}
