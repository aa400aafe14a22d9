package io.registryexporter.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.manifest.Reference;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The selection against the plainest computation: rounds over sets until nothing changes. */
class SelectionPropertyTest {
    private static final int MANIFESTS = 9;

    private final DigestTable digests = new DigestTable();
    private final Map<Integer, References> references = new HashMap<>();
    private final Map<Integer, Set<Integer>> named = new HashMap<>();
    private final Map<Integer, Optional<Integer>> subjects = new HashMap<>();
    private final Map<Integer, List<KnownTag>> tags = new HashMap<>();
    private final Set<KnownTag> letGo = new HashSet<>();

    @Property
    void the_selection_is_that_of_plain_sets(@ForAll long seed, @ForAll boolean withReferrers) {
        Random random = new Random(seed);
        letGo.clear();
        for (int manifest = 0; manifest < MANIFESTS; manifest++) {
            digests.numberOf(digest(manifest));
        }
        for (int manifest = 0; manifest < MANIFESTS; manifest++) {
            add(random, manifest);
        }
        RetentionRule rule = new RetentionRule(OptionalInt.of(1), Optional.empty(), TagPatterns.ALL, withReferrers);
        ManifestGraph graph = new ManifestGraph(references, Map.of(), referrers(), tags, Map.of(), Optional.empty());

        assertThat(new Selection(graph, letGo, rule, digests, Set.of()).run().going())
                .isEqualTo(plainly(withReferrers));
    }

    private void add(Random random, int manifest) {
        Set<Integer> below = new LinkedHashSet<>();
        for (int left = random.nextInt(3); left > 0 && manifest > 0; left--) {
            below.add(random.nextInt(manifest));
        }
        Optional<Integer> subject = random.nextInt(3) == 0 ? Optional.of(random.nextInt(MANIFESTS)) : Optional.empty();
        named.put(manifest, below);
        subjects.put(manifest, subject);
        references.put(
                manifest,
                References.of(
                        below.stream()
                                .map(child -> new Reference(digest(child), 1, Reference.Kind.MANIFEST))
                                .toList(),
                        subject.map(SelectionPropertyTest::digest),
                        digests));
        List<KnownTag> names = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            Optional<Digest> of =
                    random.nextInt(3) == 0 ? Optional.of(digest(random.nextInt(MANIFESTS))) : Optional.empty();
            KnownTag tag = new KnownTag(manifest + "-" + left, digest(manifest), manifest, 1, of, true);
            names.add(tag);
            if (of.isEmpty() && random.nextInt(4) > 0) {
                letGo.add(tag);
            }
        }
        tags.put(manifest, names);
    }

    private Map<Integer, Set<Integer>> referrers() {
        Map<Integer, Set<Integer>> referrers = new HashMap<>();
        for (int manifest = 0; manifest < MANIFESTS; manifest++) {
            for (int subject : subjectsOf(manifest)) {
                referrers.computeIfAbsent(subject, unused -> new HashSet<>()).add(manifest);
            }
        }
        return referrers;
    }

    private Set<Integer> subjectsOf(int manifest) {
        Set<Integer> all = new HashSet<>();
        subjects.get(manifest).ifPresent(all::add);
        tags.get(manifest).forEach(tag -> tag.subject().map(digests::numberOf).ifPresent(all::add));
        return all;
    }

    private Set<Integer> plainly(boolean withReferrers) {
        Set<Integer> going = begin(withReferrers);
        boolean changed = true;
        while (changed) {
            Set<Integer> next = new HashSet<>();
            for (int manifest : going) {
                boolean contained = named.keySet().stream()
                        .anyMatch(other ->
                                !going.contains(other) && named.get(other).contains(manifest));
                if (!contained && isReady(manifest, going)) {
                    next.add(manifest);
                }
            }
            changed = !next.equals(going);
            going.retainAll(next);
        }
        return going;
    }

    /** What the rule lets go, and with referrers all that leads there by subjects. */
    private Set<Integer> begin(boolean withReferrers) {
        Set<Integer> going = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int manifest = 0; manifest < MANIFESTS; manifest++) {
                boolean chosen = tags.get(manifest).stream().anyMatch(letGo::contains);
                boolean follows = withReferrers && subjectsOf(manifest).stream().anyMatch(going::contains);
                boolean allowed = tags.get(manifest).stream()
                        .allMatch(tag -> letGo.contains(tag) || (withReferrers && tag.isReferrer()));
                changed |= allowed && (chosen || follows) && going.add(manifest);
            }
        }
        return going;
    }

    private boolean isReady(int manifest, Set<Integer> going) {
        if (tags.get(manifest).isEmpty()) {
            return subjects.get(manifest).filter(going::contains).isPresent();
        }
        return tags.get(manifest).stream()
                .allMatch(tag -> letGo.contains(tag)
                        || tag.subject()
                                .map(digests::numberOf)
                                .filter(going::contains)
                                .isPresent());
    }

    private static Digest digest(int number) {
        return Digest.parse("sha256:" + String.format("%064x", number)).orElseThrow();
    }
}
