package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.scan.ScannedRepository;
import io.registryexporter.exporter.scan.ScannedRevision;
import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.scan.ScannedTag;
import io.registryexporter.exporter.scan.StoredManifest;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The mark phase, step by step as distribution 2.8 and 3.1 do it. The order counts for 3.x: it does not go down into
 * what is marked already, even if that was by another repository, in which it led nowhere.
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
        Set<Digest> current = current(repository.tags());
        repository.revisions().values().stream()
                .filter(ScannedRevision::listed)
                .sorted(Comparator.comparing(revision -> revision.digest().toString()))
                .map(ScannedRevision::link)
                .filter(Link.Target.class::isInstance)
                .map(link -> ((Link.Target) link).digest())
                .filter(target -> isServed(resolver, target))
                .filter(target -> mode == GarbageCollectionMode.GC || current.contains(target))
                .forEach(target -> mark(resolver, target));
    }

    private static Set<Digest> current(List<ScannedTag> tags) {
        Set<Digest> current = new HashSet<>();
        for (ScannedTag tag : tags) {
            if (tag.link() instanceof Link.Target target) {
                current.add(target.digest());
            }
        }
        return current;
    }

    private static boolean isServed(Resolver resolver, Digest digest) {
        ScannedRevision revision = resolver.repository().revisions().get(digest);
        return revision != null && resolver.exists(revision);
    }

    private void mark(Resolver resolver, Digest top) {
        scanned.digests().find(top).ifPresent(marks::set);
        Deque<Digest> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            resolver.usable(open.pop()).ifPresent(manifest -> markReferences(resolver, manifest, open));
        }
    }

    private void markReferences(Resolver resolver, StoredManifest.Usable manifest, Deque<Digest> open) {
        if (version == RegistryVersion.V3 && manifest.manifest() instanceof Manifest.Index index) {
            for (Digest child : index.manifests()) {
                int number = scanned.digests().find(child).orElseThrow();
                if (!marks.get(number) && isServed(resolver, child)) {
                    open.push(child);
                }
                marks.set(number);
            }
        } else {
            Arrays.stream(manifest.references()).forEach(marks::set);
        }
    }
}
