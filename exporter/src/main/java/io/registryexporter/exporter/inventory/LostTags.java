package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tags of one repository that a garbage collection breaks. With {@code -m}, 2.x deletes the images of tagged indexes, which
 * have no tag of their own; 3.x leaves out what is below a manifest that another repository has marked (R23).
 */
final class LostTags {
    private final Resolver resolver;
    private final ScannedStorage scanned;
    private final GarbageCollection collection;
    private final boolean deletesUntagged;
    private final Set<Digest> tagged;
    private final Map<Digest, Boolean> lost = new HashMap<>();

    LostTags(
            Resolver resolver,
            ScannedStorage scanned,
            RegistryVersion version,
            GarbageCollectionMode mode,
            GarbageCollection collection) {
        this.resolver = resolver;
        this.scanned = scanned;
        this.collection = collection;
        this.deletesUntagged = version == RegistryVersion.V2 && mode == GarbageCollectionMode.GC_DELETE_UNTAGGED;
        this.tagged = deletesUntagged ? resolver.tagged() : Set.of();
    }

    /**
     * How many there are.
     *
     * @param broken the names of the tags that cannot be pulled whole anyway
     */
    long count(Set<String> broken) {
        return resolver.repository().tags().stream()
                .filter(tag -> tag.validName() && tag.link() instanceof Link.Target target && isLost(target.digest()))
                .filter(tag -> !broken.contains(tag.name()))
                .count();
    }

    private boolean isLost(Digest digest) {
        Boolean known = lost.get(digest);
        if (known != null) {
            return known;
        }
        // Of manifests that lead to each other, none is lost by the others.
        lost.put(digest, false);
        boolean now = resolver.resolve(digest) instanceof Resolved.Found found && isLost(digest, found);
        lost.put(digest, now);
        return now;
    }

    private boolean isLost(Digest digest, Resolved.Found found) {
        boolean revision = deletesUntagged && resolver.repository().collected() && !tagged.contains(digest);
        return revision
                || !collection.keeps(scanned.digests().numberOf(found.target()))
                || needsLost(found.stored().references());
    }

    private boolean needsLost(References references) {
        LayerLinks links = resolver.repository().layers();
        for (int i = 0; i < references.count(); i++) {
            int named = references.number(i);
            int number = scanned.blobs().contains(named)
                    ? named
                    : links.target(named).orElse(named);
            if (scanned.blobs().contains(number) && !collection.keeps(number)) {
                return true;
            }
            if (!references.isBlob(i) && isLost(scanned.digests().digest(named))) {
                return true;
            }
        }
        return false;
    }
}
