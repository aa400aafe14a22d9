package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of the storage that cannot be used, or that prevents something.
 *
 * @param repository that the entry belongs to, if there is one
 * @param path of an existing entry, relative to the v2 directory, printable
 * @param detail the missing digest, or the figures that do not agree; empty if the path is enough
 * @param tags that the entry breaks, in the form {@code repository:tag}, in the order of their names
 * @param blocks the garbage collections that the entry ends with an error
 */
public record Damage(
        DamageReason reason,
        Optional<String> repository,
        String path,
        String detail,
        List<String> tags,
        Set<GarbageCollectionMode> blocks) {

    /** Damage that breaks no tag and blocks no collection. */
    public Damage(DamageReason reason, Optional<String> repository, String path) {
        this(reason, repository, path, "", List.of(), Set.of());
    }

    /** The same damage, which ends these collections. */
    public Damage blocking(Set<GarbageCollectionMode> modes) {
        return new Damage(reason, repository, path, detail, tags, modes);
    }

    /** The same damage with a detail. */
    public Damage about(String subject) {
        return new Damage(reason, repository, path, subject, tags, blocks);
    }

    /** The same damage, which breaks these tags. */
    public Damage breaking(List<String> broken) {
        return new Damage(reason, repository, path, detail, broken, blocks);
    }

    /** Whether somebody should act: the damage is more than a harmless stray. */
    public boolean isHarmful() {
        return !tags.isEmpty() || !blocks.isEmpty() || !reason.isHarmlessByItself();
    }
}
