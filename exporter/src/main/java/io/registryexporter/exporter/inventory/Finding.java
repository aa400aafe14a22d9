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

/** Damage of one entry while it is being found out which tags it breaks and which collections it blocks. */
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

    /** It breaks this tag too. */
    void breaks(String tag) {
        tags.add(tag);
    }

    /** It ends these collections too. */
    void blocks(Collection<GarbageCollectionMode> modes) {
        blocks.addAll(modes);
    }

    Damage damage(String repository) {
        return new Damage(
                reason,
                Optional.of(repository),
                path,
                detail,
                List.copyOf(tags),
                blocks.isEmpty() ? Set.of() : Set.copyOf(blocks));
    }
}
