package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.Resolved;
import io.registryexporter.exporter.inventory.Resolver;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The manifests that a repository serves, what they name, and what refers to them; everything by the numbers of digests.
 *
 * @param references of the manifests
 * @param targets for each revision whose link names another digest (R12): the number of that
 * @param referrers the manifests that refer to another one, by the number of that: by their subject or by a tag
 * @param tags of the manifests
 * @param held an unknown tag for each manifest that has one
 * @param hidden why the manifests are not all known, if so
 */
record ManifestGraph(
        Map<Integer, References> references,
        Map<Integer, Integer> targets,
        Map<Integer, Set<Integer>> referrers,
        Map<Integer, List<KnownTag>> tags,
        Map<Integer, String> held,
        Optional<String> hidden) {

    static ManifestGraph of(Resolver resolver, RepositoryTags tags, DigestTable digests) {
        Map<Integer, References> references = new HashMap<>();
        Map<Integer, Integer> targets = new HashMap<>();
        Map<Integer, Set<Integer>> referrers = new HashMap<>();
        Optional<String> hidden = Optional.empty();
        for (ScannedRevision revision : resolver.repository().revisions().values()) {
            Resolved resolved = resolver.follow(revision);
            if (resolved instanceof Resolved.Found found) {
                int number = digests.numberOf(revision.digest());
                references.put(number, found.stored().references());
                if (!found.target().equals(revision.digest())) {
                    targets.put(number, digests.numberOf(found.target()));
                }
                OptionalInt subject = found.stored().references().subject();
                subject.ifPresent(of -> add(referrers, of, number));
            } else if (resolved instanceof Resolved.Hidden || isEmptyNow(revision, resolved)) {
                hidden = Optional.of("the manifest " + revision.digest());
            }
        }
        Map<Integer, List<KnownTag>> byManifest = new HashMap<>();
        for (KnownTag tag : tags.known()) {
            byManifest
                    .computeIfAbsent(tag.number(), unused -> new ArrayList<>())
                    .add(tag);
            tag.subject().ifPresent(subject -> add(referrers, digests.numberOf(subject), tag.number()));
        }
        Map<Integer, String> held = new HashMap<>();
        tags.unknown()
                .forEach(tag ->
                        tag.digest().ifPresent(digest -> held.putIfAbsent(digests.numberOf(digest), tag.name())));
        return new ManifestGraph(references, targets, referrers, byManifest, held, hidden);
    }

    /** A link that a registry is writing at this moment (R24). */
    private static boolean isEmptyNow(ScannedRevision revision, Resolved resolved) {
        return resolved instanceof Resolved.InFlux && revision.link() instanceof Link.Empty;
    }

    /**
     * The manifests without a tag that only these manifests name, and those that only they name in turn: the images of
     * indexes that are deleted.
     */
    Set<Integer> namedOnlyBy(Set<Integer> manifests) {
        if (referrers.isEmpty()) {
            return Set.of();
        }
        Map<Integer, Integer> namers = new HashMap<>();
        references.values().forEach(named -> forEach(named, number -> namers.merge(number, 1, Integer::sum)));
        Set<Integer> only = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(manifests);
        while (!open.isEmpty()) {
            forEach(references.get(open.pop()), number -> {
                boolean last = namers.merge(number, -1, Integer::sum) == 0;
                if (last && isUntagged(number) && !manifests.contains(number)) {
                    only.add(number);
                    open.push(number);
                }
            });
        }
        return only;
    }

    private boolean isUntagged(int manifest) {
        return tagsOf(manifest).isEmpty() && !held.containsKey(manifest);
    }

    /** The manifests of this repository that another one names. */
    private void forEach(References named, IntConsumer consumer) {
        for (int i = 0; i < named.count(); i++) {
            if (has(named.number(i))) {
                consumer.accept(named.number(i));
            }
        }
    }

    private static void add(Map<Integer, Set<Integer>> referrers, int subject, int referrer) {
        referrers.computeIfAbsent(subject, unused -> new LinkedHashSet<>()).add(referrer);
    }

    boolean has(int manifest) {
        return references.containsKey(manifest);
    }

    List<KnownTag> tagsOf(int manifest) {
        return tags.getOrDefault(manifest, List.of());
    }

    Set<Integer> referrersOf(int manifest) {
        return referrers.getOrDefault(manifest, Set.of());
    }

    /** Whether a tag of a manifest refers to another one by its name. */
    static boolean refersTo(KnownTag tag, Digest subject) {
        return tag.subject().filter(subject::equals).isPresent();
    }
}
