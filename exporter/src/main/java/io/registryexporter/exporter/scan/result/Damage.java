package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of the storage that cannot be used, or that stands in the way.
 *
 * @param repository the repository that it belongs to, if to one
 * @param path where it lies, relative to the v2 directory, printable; something is there
 * @param detail the digest that is missing, or the figures that do not agree; empty where the path says it all
 * @param tags those that it breaks, as {@code repository:tag}, in the order of their names
 * @param blocks the collections that it ends with an error
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

    /** The same, and it ends these collections. */
    public Damage blocking(Set<GarbageCollectionMode> modes) {
        return new Damage(reason, repository, path, detail, tags, modes);
    }

    /** The same, about something. */
    public Damage about(String subject) {
        return new Damage(reason, repository, path, subject, tags, blocks);
    }

    /** The same, and it breaks these tags. */
    public Damage breaking(List<String> broken) {
        return new Damage(reason, repository, path, detail, broken, blocks);
    }

    /** Whether somebody should do something about it: it is more than a stray that does no harm. */
    public boolean isHarmful() {
        return !tags.isEmpty() || !blocks.isEmpty() || !reason.isHarmlessByItself();
    }
}
