package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.ScannedRepository;
import io.registryexporter.exporter.scan.ScannedRevision;
import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.scan.StoredManifest;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The mark phase, step by step as distribution 2.8 and 3.1 do it. The order of the
 * repositories counts for 3.x: it does not go down into what another one has marked, even if it led nowhere there.
 * Inside a repository the order does not matter.
 */
final class Marking {
    private final ScannedStorage scanned;
    private final RegistryVersion version;
    private final GarbageCollectionMode mode;
    private final BitSet marks = new BitSet();

    Marking(ScannedStorage scanned, RegistryVersion version, GarbageCollectionMode mode) {
        this.scanned = scanned;
        this.version = version;
        this.mode = mode;
    }

    /** The numbers of the digests that are marked. */
    BitSet marks() {
        scanned.repositories().stream()
                // 2.x finds repositories by another directory than 3.x (R1).
                .filter(repository -> version == RegistryVersion.V3 || repository.hasLayers())
                .sorted(Comparator.comparing(Marking::placeInWalk))
                .forEach(this::mark);
        return marks;
    }

    /** The walk visits the entries of a directory in the order of their names, a repository at its {@code _manifests}. */
    private static String placeInWalk(ScannedRepository repository) {
        return (repository.name() + "/_manifests").replace('/', '\0');
    }

    private void mark(ScannedRepository repository) {
        Resolver resolver = new Resolver(repository, scanned.manifests());
        Set<Digest> tagged = resolver.tagged();
        Map<Integer, Digest> served = served(resolver);
        repository.revisions().values().stream()
                .filter(ScannedRevision::listed)
                .map(ScannedRevision::link)
                .filter(Link.Target.class::isInstance)
                .map(link -> ((Link.Target) link).digest())
                .filter(target -> isServed(resolver, target))
                .filter(target -> mode == GarbageCollectionMode.GC || tagged.contains(target))
                .forEach(target -> mark(resolver, served, target));
    }

    private static boolean isServed(Resolver resolver, Digest digest) {
        ScannedRevision revision = resolver.repository().revisions().get(digest);
        return revision != null && resolver.exists(revision);
    }

    private void mark(Resolver resolver, Map<Integer, Digest> served, Digest top) {
        scanned.digests().find(top).ifPresent(marks::set);
        Deque<Digest> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            int[] references = resolver.usable(open.pop())
                    .map(StoredManifest.Usable::references)
                    .orElse(new int[0]);
            for (int reference : references) {
                boolean descend = version == RegistryVersion.V3 && !marks.get(reference);
                if (descend && served.containsKey(reference)) {
                    open.push(served.get(reference));
                }
                marks.set(reference);
            }
        }
    }

    /** The digests that this repository serves manifests for, by their numbers. */
    private Map<Integer, Digest> served(Resolver resolver) {
        Map<Integer, Digest> served = new HashMap<>();
        for (Digest digest : resolver.repository().revisions().keySet()) {
            if (isServed(resolver, digest)) {
                scanned.digests().find(digest).ifPresent(number -> served.put(number, digest));
            }
        }
        return served;
    }
}
