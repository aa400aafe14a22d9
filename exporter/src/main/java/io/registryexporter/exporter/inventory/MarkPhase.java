package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.OddLink;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The mark phase of a garbage collection, step by step as in distribution 2.8 and 3.1. The order of the repositories matters
 * for 3.x, which does not descend into a manifest that another repository has marked, even if nothing was found there.
 * Inside a repository the order does not matter. Entries that end the phase with an error are noted and skipped.
 */
final class MarkPhase {
    private final ScannedStorage scanned;
    private final RegistryVersion version;
    private final GarbageCollectionMode mode;
    private final BitSet marks = new BitSet();
    private final Map<String, Visit> visits = new HashMap<>();

    MarkPhase(ScannedStorage scanned, RegistryVersion version, GarbageCollectionMode mode) {
        this.scanned = scanned;
        this.version = version;
        this.mode = mode;
    }

    /**
     * What the phase found in one repository.
     *
     * @param unreadable the digests whose manifests the phase could not read
     * @param asksForTags whether the phase reads the tags
     * @param needsTags whether the phase found a manifest without a tag
     */
    record Visit(Set<Digest> unreadable, boolean asksForTags, boolean needsTags) {
        static final Visit NONE = new Visit(Set.of(), false, false);
    }

    /** The numbers of the digests that are marked, and the visits by the names of the repositories. */
    record Marks(BitSet numbers, Map<String, Visit> visits) {

        Visit visit(String repository) {
            return visits.getOrDefault(repository, Visit.NONE);
        }
    }

    Marks run() {
        scanned.repositories().stream()
                .filter(ScannedRepository::collected)
                .sorted(Comparator.comparing(MarkPhase::placeInWalk))
                .forEach(repository -> visits.put(repository.name(), visit(repository)));
        scanned.repositories().stream().filter(ScannedRepository::collected).forEach(this::markAfterRepair);
        return new Marks(marks, Map.copyOf(visits));
    }

    /**
     * Nobody knows which blobs an unreadable manifest or tag needs. A push that repairs them may need any blob of the
     * repository, so these blobs are not reported as reclaimable.
     */
    private void markAfterRepair(ScannedRepository repository) {
        Visit visit = visits.get(repository.name());
        Set<Digest> tagged = new Resolver(repository, scanned.manifests()).tagged();
        boolean anyTag = visit.asksForTags() && hasUnreadableTag(repository);
        boolean all = mode == GarbageCollectionMode.GC || anyTag;
        List<Digest> repaired = repository.revisions().values().stream()
                .filter(revision -> anyTag || BlockerFinder.endsWalk(revision.link()))
                .map(ScannedRevision::digest)
                .filter(digest -> all || tagged.contains(digest))
                .toList();
        repaired.forEach(digest -> scanned.digests().find(digest).ifPresent(marks::set));
        if (!repaired.isEmpty() || !visit.unreadable().isEmpty()) {
            repository.layers().plain().forEach(marks::set);
            repository.layers().namedByOthers().forEach(marks::set);
        }
    }

    private static boolean hasUnreadableTag(ScannedRepository repository) {
        return repository.tags().stream().anyMatch(tag -> tag.validName() && BlockerFinder.isRefused(tag.link()));
    }

    /** The walk visits entries in the order of their names, and a repository when it meets its {@code _manifests}. */
    private static String placeInWalk(ScannedRepository repository) {
        return (repository.name() + "/_manifests").replace('/', '\0');
    }

    private Visit visit(ScannedRepository repository) {
        Resolver resolver = new Resolver(repository, scanned.manifests());
        Set<Digest> tagged = resolver.tagged();
        Set<Digest> unreadable = new HashSet<>();
        Map<Integer, Digest> served = served(resolver);
        List<Digest> found = targets(repository).distinct().toList();
        found.stream().filter(target -> resolver.failsAt(target)).forEach(unreadable::add);
        List<Digest> existing = found.stream().filter(resolver::serves).toList();
        boolean all = mode == GarbageCollectionMode.GC;
        existing.stream()
                .filter(target -> all || tagged.contains(target))
                .forEach(target -> unreadable.addAll(mark(resolver, served, target)));
        return new Visit(Set.copyOf(unreadable), !all && !existing.isEmpty(), !all && !tagged.containsAll(existing));
    }

    /** The digests that the links name that a walk through the revisions reads. */
    private static Stream<Digest> targets(ScannedRepository repository) {
        return Stream.concat(
                        repository.revisions().values().stream()
                                .filter(ScannedRevision::listed)
                                .map(ScannedRevision::link),
                        repository.oddRevisions().stream().map(OddLink::link))
                .flatMap(link -> link.targetDigest().stream());
    }

    /** Marks a manifest and everything below it, and returns the digests whose manifests cannot be read. */
    private Set<Digest> mark(Resolver resolver, Map<Integer, Digest> served, Digest top) {
        Set<Digest> unreadable = new HashSet<>();
        scanned.digests().find(top).ifPresent(marks::set);
        Deque<Digest> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            Optional<References> references = resolver.usable(digest).map(manifest -> manifest.references());
            if (references.isEmpty() && !(resolver.resolve(digest) instanceof Resolved.Hidden)) {
                unreadable.add(digest);
            }
            references.ifPresent(present -> mark(present, served).forEach(open::push));
        }
        return unreadable;
    }

    /** Marks all references of a manifest, and returns the manifests among them to descend into. */
    private List<Digest> mark(References references, Map<Integer, Digest> served) {
        List<Digest> below = new ArrayList<>();
        for (int i = 0; i < references.count(); i++) {
            int reference = references.number(i);
            boolean descend = version == RegistryVersion.V3 && !marks.get(reference);
            if (descend && served.containsKey(reference)) {
                below.add(served.get(reference));
            }
            marks.set(reference);
        }
        return below;
    }

    /** The digests that this repository serves manifests for, by their numbers. */
    private Map<Integer, Digest> served(Resolver resolver) {
        Map<Integer, Digest> served = new HashMap<>();
        for (Digest digest : resolver.repository().revisions().keySet()) {
            if (resolver.serves(digest)) {
                scanned.digests().find(digest).ifPresent(number -> served.put(number, digest));
            }
        }
        return served;
    }
}
