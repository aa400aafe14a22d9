package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.scan.SharedManifestsReader;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.SharedManifests;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage, and what the rule {@code --older-than=30d} does there. */
abstract class PreviewFixture {
    static final Duration AGE = Duration.ofDays(30);
    static final RetentionRule OLD = new RetentionRule(OptionalInt.empty(), Optional.of(AGE), TagPatterns.ALL, false);
    static final RetentionRule OLD_WITH_REFERRERS =
            new RetentionRule(OptionalInt.empty(), Optional.of(AGE), TagPatterns.ALL, true);

    final Instant now = Instant.now().plus(Duration.ofHours(1));
    final Instant longAgo = now.minus(Duration.ofDays(100));

    @TempDir
    private Path directory;

    TestStorage storage;

    @BeforeEach
    void a_storage() {
        storage = new TestStorage(directory);
    }

    Preview preview(RetentionRule rule) {
        return preview(rule, RegistryVersion.V3);
    }

    Preview preview(RetentionRule rule, RegistryVersion version) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            ScannedStorage scanned = scanning.read();
            Inventory inventory = scanning.inventory(scanned);
            return Preview.of(new Preview.Subject(scanned, inventory, shared(scanned), now), version, rule);
        }
    }

    private SharedManifests shared(ScannedStorage scanned) {
        try {
            StorageFiles files = new StorageFiles(storage.root(), storage.v2(), Pace.unlimited());
            return new SharedManifestsReader(files, new Layout(storage.v2()))
                    .read(scanned.repositories().stream()
                            .map(ScannedRepository::name)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<List<Orphan>> orphans() {
        try (Scanning scanning = Scanning.of(storage)) {
            ScannedStorage scanned = scanning.read();
            return Orphan.of(scanned, scanning.inventory(scanned));
        }
    }

    static List<String> going(Preview preview) {
        return preview.repositories().stream()
                .flatMap(plan ->
                        plan.going().stream().flatMap(one -> one.tag().stream()).map(tag -> plan.name() + ":" + tag))
                .toList();
    }

    static List<String> staying(Preview preview) {
        return preview.repositories().stream()
                .flatMap(plan -> plan.staying().stream()
                        .map(one -> plan.name() + ":" + one.tag() + " "
                                + one.reason().label() + " " + one.detail()))
                .toList();
    }

    static List<String> leftBehind(Preview preview) {
        return preview.repositories().stream()
                .flatMap(plan -> plan.leftBehind().stream()
                        .map(one -> plan.name() + " "
                                + one.tag().orElse(one.digest().toString())))
                .toList();
    }
}
