package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.OddLink;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.ArrayDeque;
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
 * The mark phase, step by step as distribution 2.8 and 3.1 do it. The order of the
 * repositories counts for 3.x: it does not go down into what another one has marked, even if it led nowhere there.
 * Inside a repository the order does not matter. What ends the phase with an error is noted, and passed by.
 */
final class Marking {
    private final ScannedStorage scanned;
    private final RegistryVersion version;
    private final GarbageCollectionMode mode;
    private final BitSet marks = new BitSet();
    private final Map<String, Visit> visits = new HashMap<>();

    Marking(ScannedStorage scanned, RegistryVersion version, GarbageCollectionMode mode) {
        this.scanned = scanned;
        this.version = version;
        this.mode = mode;
    }

    /**
     * What the phase met with in one repository.
     *
     * @param unreadable the digests whose manifests it asked for and did not get
     * @param asksForTags whether it looks at the tags
     * @param needsTags whether it found a manifest without a tag
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
                .sorted(Comparator.comparing(Marking::placeInWalk))
                .forEach(repository -> visits.put(repository.name(), visit(repository)));
        scanned.repositories().stream().filter(ScannedRepository::collected).forEach(this::keepWhatMendingBringsBack);
        return new Marks(marks, Map.copyOf(visits));
    }

    /**
     * What a manifest names that cannot be read is not known, nor what a tag does. Pushed again they need what the
     * repository has, so that this is not promised to go.
     */
    private void keepWhatMendingBringsBack(ScannedRepository repository) {
        Visit visit = visits.get(repository.name());
        Set<Digest> tagged = new Resolver(repository, scanned.manifests()).tagged();
        boolean anyTag = visit.asksForTags() && hasUnreadableTag(repository);
        boolean all = mode == GarbageCollectionMode.GC || anyTag;
        List<Digest> mended = repository.revisions().values().stream()
                .filter(revision -> anyTag || CollectionJudge.endsWalk(revision.link()))
                .map(ScannedRevision::digest)
                .filter(digest -> all || tagged.contains(digest))
                .toList();
        mended.forEach(digest -> scanned.digests().find(digest).ifPresent(marks::set));
        if (!mended.isEmpty() || !visit.unreadable().isEmpty()) {
            repository.layers().plain().forEach(marks::set);
            repository.layers().namedByOthers().forEach(marks::set);
        }
    }

    private static boolean hasUnreadableTag(ScannedRepository repository) {
        return repository.tags().stream().anyMatch(tag -> tag.validName() && CollectionJudge.isRefused(tag.link()));
    }

    /** The walk visits the entries of a directory in the order of their names, a repository at its {@code _manifests}. */
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
                .forEach(target -> mark(resolver, served, target, unreadable));
        return new Visit(Set.copyOf(unreadable), !all && !existing.isEmpty(), !all && !tagged.containsAll(existing));
    }

    /** What the links that a walk through the revisions reads name. */
    private static Stream<Digest> targets(ScannedRepository repository) {
        return Stream.concat(
                        repository.revisions().values().stream()
                                .filter(ScannedRevision::listed)
                                .map(ScannedRevision::link),
                        repository.oddRevisions().stream().map(OddLink::link))
                .filter(Link.Target.class::isInstance)
                .map(link -> ((Link.Target) link).digest());
    }

    private void mark(Resolver resolver, Map<Integer, Digest> served, Digest top, Set<Digest> unreadable) {
        scanned.digests().find(top).ifPresent(marks::set);
        Deque<Digest> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            Optional<References> references = resolver.usable(digest).map(manifest -> manifest.references());
            if (references.isEmpty() && !(resolver.resolve(digest) instanceof Resolved.Hidden)) {
                unreadable.add(digest);
            }
            references.ifPresent(present -> mark(present, served, open));
        }
    }

    private void mark(References references, Map<Integer, Digest> served, Deque<Digest> open) {
        for (int i = 0; i < references.count(); i++) {
            int reference = references.number(i);
            boolean descend = version == RegistryVersion.V3 && !marks.get(reference);
            if (descend && served.containsKey(reference)) {
                open.push(served.get(reference));
            }
            marks.set(reference);
        }
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
