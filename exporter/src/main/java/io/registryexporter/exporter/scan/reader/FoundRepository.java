package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Layout;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory below {@code repositories/} that has at least one of the directories of a repository.
 *
 * @param manifests whether it has {@code _manifests}, which makes it a repository (R1)
 * @param collected whether the garbage collection of the registry's version visits it
 * @param uploads whether it has {@code _uploads}
 */
public record FoundRepository(String name, Path directory, boolean manifests, boolean collected, boolean uploads) {

    /** Damage of an entry in this repository. */
    Damage damage(Layout layout, DamageReason reason, Path path) {
        return new Damage(reason, Optional.of(name), layout.describe(path));
    }
}
