package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

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

    /** Whether the manifest or anything below it is lost. */
    private boolean isLost(Digest top) {
        Boolean known = lost.get(top);
        if (known != null) {
            return known;
        }
        Set<Digest> seen = new HashSet<>();
        Deque<Digest> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            if (Boolean.FALSE.equals(lost.get(digest)) || !seen.add(digest)) {
                continue;
            }
            if (resolver.resolve(digest) instanceof Resolved.Found found) {
                if (isLost(digest, found)) {
                    lost.put(top, true);
                    return true;
                }
                below(found.stored().references()).forEach(open::push);
            }
        }
        seen.forEach(digest -> lost.put(digest, false));
        return false;
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
        }
        return false;
    }

    private List<Digest> below(References references) {
        return IntStream.range(0, references.count())
                .filter(i -> !references.isBlob(i))
                .mapToObj(i -> scanned.digests().digest(references.number(i)))
                .toList();
    }
}
