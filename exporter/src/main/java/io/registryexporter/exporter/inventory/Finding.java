package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Damage of one entry, while the inventory finds out which tags the entry breaks and which collections it blocks. */
final class Finding {
    private final DamageReason reason;
    private final String path;
    private final String detail;
    private final Set<String> tags = new TreeSet<>();
    private final Set<GarbageCollectionMode> blocks = EnumSet.noneOf(GarbageCollectionMode.class);

    Finding(DamageReason reason, String path, String detail) {
        this.reason = reason;
        this.path = path;
        this.detail = detail;
    }

    DamageReason reason() {
        return reason;
    }

    /** The entry breaks this tag too. */
    void breaks(String tag) {
        tags.add(tag);
    }

    /** The entry ends these collections too. */
    void blocks(Collection<GarbageCollectionMode> modes) {
        blocks.addAll(modes);
    }

    Damage damage(String repository) {
        return new Damage(reason, Optional.of(repository), path)
                .about(detail)
                .breaking(List.copyOf(tags))
                .blocking(blocks.isEmpty() ? Set.of() : Set.copyOf(blocks));
    }
}
