package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.storage.Digest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which revisions of a repository tags lead to. */
record Reachability(Resolver resolver) {

    Revisions revisions() {
        Set<Digest> tagged = resolver.tagged();
        Set<Digest> reached = reachedFrom(tagged);
        List<Digest> existing = resolver.repository().revisions().values().stream()
                .filter(ScannedRevision::listed)
                .filter(resolver::exists)
                .map(ScannedRevision::digest)
                .toList();
        return Revisions.of(existing.size(), countNotIn(tagged, existing), countNotIn(reached, existing));
    }

    private Set<Digest> reachedFrom(Set<Digest> tagged) {
        Set<Digest> reached = new HashSet<>(tagged);
        Deque<Digest> open = new ArrayDeque<>(tagged);
        while (!open.isEmpty()) {
            if (resolver.resolve(open.pop()) instanceof Resolved.Found found
                    && found.stored().manifest() instanceof Manifest.Index index) {
                index.manifests().stream().filter(reached::add).forEach(open::push);
            }
        }
        return reached;
    }

    private static int countNotIn(Set<Digest> set, Collection<Digest> digests) {
        return (int) digests.stream().filter(digest -> !set.contains(digest)).count();
    }
}
