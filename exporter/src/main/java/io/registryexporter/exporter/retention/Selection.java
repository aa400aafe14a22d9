package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.storage.DigestTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which manifests of a repository go: the largest set of which every manifest may go, and none is named by a manifest outside.
 * Begins with all that may go, and takes out what must stay until nothing changes. Used once.
 */
final class Selection {
    private final ManifestGraph graph;
    private final Set<KnownTag> letGo;
    private final RetentionRule rule;
    private final DigestTable digests;
    private final Set<Integer> goneElsewhere;
    private final Set<Integer> going = new HashSet<>();
    private final Map<Integer, Integer> containers = new HashMap<>();
    private final Map<Integer, Integer> aliases = new HashMap<>();
    private final Deque<Integer> staying = new ArrayDeque<>();

    /**
     * A selection before it runs.
     *
     * @param letGo the tags that the rule lets go
     * @param goneElsewhere manifests that are not in this repository, or will not be, whose referrers may go
     */
    Selection(
            ManifestGraph graph,
            Set<KnownTag> letGo,
            RetentionRule rule,
            DigestTable digests,
            Set<Integer> goneElsewhere) {
        this.graph = graph;
        this.letGo = letGo;
        this.rule = rule;
        this.digests = digests;
        this.goneElsewhere = goneElsewhere;
    }

    /**
     * What goes.
     *
     * @param going the numbers of the manifests
     * @param containers for each manifest that stays because of another one that names it: that one
     * @param aliases for each manifest that stays because the revision of another digest leads to it: that revision
     */
    record Result(Set<Integer> going, Map<Integer, Integer> containers, Map<Integer, Integer> aliases) {
        Optional<Integer> container(int manifest) {
            return Optional.ofNullable(containers.get(manifest));
        }

        Optional<Integer> alias(int manifest) {
            return Optional.ofNullable(aliases.get(manifest));
        }
    }

    Result run() {
        letGo.stream().map(KnownTag::number).distinct().filter(this::mayGo).forEach(going::add);
        if (rule.withReferrers()) {
            addReferrers();
        }
        graph.references().keySet().stream()
                .filter(manifest -> !going.contains(manifest))
                .forEach(staying::add);
        Set.copyOf(going).forEach(this::stayUnlessReady);
        while (!staying.isEmpty()) {
            keepWhatNeeds(staying.pop());
        }
        return new Result(Set.copyOf(going), Map.copyOf(containers), Map.copyOf(aliases));
    }

    private void addReferrers() {
        Deque<Integer> subjects = new ArrayDeque<>(going);
        subjects.addAll(goneElsewhere);
        while (!subjects.isEmpty()) {
            for (int referrer : graph.referrersOf(subjects.pop())) {
                if (mayGo(referrer) && going.add(referrer)) {
                    subjects.push(referrer);
                }
            }
        }
    }

    /** Whether no tag of a manifest is against its deletion; its subjects may be. */
    private boolean mayGo(int manifest) {
        return graph.has(manifest)
                && !graph.held().containsKey(manifest)
                && graph.tagsOf(manifest).stream().allMatch(tag -> letGo.contains(tag) || followsItsSubject(tag));
    }

    /** Whether a tag goes with the image that it refers to. */
    private boolean followsItsSubject(KnownTag tag) {
        return rule.withReferrers() && tag.isReferrer() && !rule.patterns().excludesTag(tag.name());
    }

    /** Whether everything that a manifest refers to goes too, unless the rule itself lets the manifest go. */
    private boolean isReady(int manifest) {
        if (!graph.tagsOf(manifest).isEmpty()) {
            return graph.tagsOf(manifest).stream()
                    .allMatch(tag -> letGo.contains(tag)
                            || tag.subject()
                                    .map(digests::numberOf)
                                    .filter(this::goes)
                                    .isPresent());
        }
        OptionalInt subject = graph.references().get(manifest).subject();
        return subject.isPresent() && goes(subject.getAsInt());
    }

    private boolean goes(int manifest) {
        return going.contains(manifest) || goneElsewhere.contains(manifest);
    }

    private void stayUnlessReady(int manifest) {
        if (going.contains(manifest) && !isReady(manifest)) {
            stay(manifest);
        }
    }

    private void stay(int manifest) {
        going.remove(manifest);
        staying.push(manifest);
    }

    /** What a manifest that stays names or is stored as stays, and so do the referrers of the manifest. */
    private void keepWhatNeeds(int manifest) {
        Optional.ofNullable(graph.targets().get(manifest))
                .filter(going::contains)
                .ifPresent(target -> {
                    aliases.put(target, manifest);
                    stay(target);
                });
        var references = graph.references().get(manifest);
        for (int i = 0; i < references.count(); i++) {
            int named = references.number(i);
            if (going.contains(named)) {
                containers.put(named, manifest);
                stay(named);
            }
        }
        graph.referrersOf(manifest).forEach(this::stayUnlessReady);
    }
}
