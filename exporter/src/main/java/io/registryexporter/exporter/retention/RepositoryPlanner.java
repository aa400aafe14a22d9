package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.retention.RepositoryPlan.Going;
import io.registryexporter.exporter.retention.RepositoryPlan.LeftBehind;
import io.registryexporter.exporter.retention.RepositoryPlan.Staying;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Plans what a rule does in one repository.
 *
 * @param graph the manifests of the repository
 * @param obstacle why nothing in the repository may be deleted, if so
 * @param letGo the tags that the rule lets go; none in a repository that the rule is not for
 * @param goneElsewhere manifests that no repository has any more, and this one never had
 * @param orphaned the images of referrers that no repository has, as far as that is known
 */
record RepositoryPlanner(
        String name,
        RepositoryTags tags,
        ManifestGraph graph,
        Optional<Staying> obstacle,
        Set<KnownTag> letGo,
        RetentionRule rule,
        Instant now,
        DigestTable digests,
        Set<Integer> goneElsewhere,
        Set<Digest> orphaned) {

    RepositoryPlan plan(boolean selected) {
        if (obstacle.isPresent()) {
            List<Staying> all =
                    letGo.stream().map(tag -> obstacle.get().of(tag.name())).toList();
            return new RepositoryPlan(name, Set.of(), List.of(), sorted(all, unknown(selected)), List.of());
        }
        RetentionRule applied =
                selected ? rule : new RetentionRule(rule.keepLast(), rule.olderThan(), rule.patterns(), false);
        Set<Integer> abandoned = new HashSet<>(goneElsewhere);
        Selection.Result result = new Selection(graph, letGo, applied, digests, abandoned).run();
        while (abandoned.addAll(graph.namedOnlyBy(result.going())) && applied.withReferrers()) {
            result = new Selection(graph, letGo, applied, digests, abandoned).run();
        }
        return new RepositoryPlan(
                name,
                digests(result),
                going(result),
                sorted(staying(result, selected), unknown(selected)),
                leftBehind(result, abandoned));
    }

    private Set<Digest> digests(Selection.Result result) {
        Set<Digest> going = new HashSet<>();
        result.going().forEach(number -> going.add(digests.digest(number)));
        return Set.copyOf(going);
    }

    private List<Going> going(Selection.Result result) {
        List<Going> going = new ArrayList<>();
        for (int manifest : result.going()) {
            Digest digest = digests.digest(manifest);
            List<KnownTag> names = graph.tagsOf(manifest);
            names.forEach(tag -> going.add(new Going(
                    Optional.of(tag.name()),
                    digest,
                    Optional.of(Instant.ofEpochMilli(tag.pushedMillis())),
                    letGo.contains(tag) ? Optional.empty() : tag.subject())));
            if (names.isEmpty()) {
                going.add(new Going(Optional.empty(), digest, Optional.empty(), subjectOf(manifest)));
            }
        }
        going.sort(Comparator.comparing((Going one) -> one.tag().orElse(""))
                .thenComparing(one -> one.digest().toString()));
        return List.copyOf(going);
    }

    private Optional<Digest> subjectOf(int manifest) {
        var subject = graph.references().get(manifest).subject();
        return subject.isPresent() ? Optional.of(digests.digest(subject.getAsInt())) : Optional.empty();
    }

    private List<Staying> staying(Selection.Result result, boolean selected) {
        Map<Integer, Staying> byManifest = new HashMap<>();
        Stream<Staying> letGoAndStay = letGo.stream()
                .filter(tag -> !result.going().contains(tag.number()))
                .map(tag -> byManifest
                        .computeIfAbsent(tag.number(), manifest -> staying(manifest, result))
                        .of(tag.name()));
        Stream<Staying> referrers = !(rule.namesTags() && selected)
                ? Stream.empty()
                : tags.known().stream()
                        .filter(tag -> tag.subject()
                                .filter(subject -> !goes(subject, result))
                                .isPresent())
                        .filter(tag -> rule.patterns().selectsTag(tag.name()) && rule.isOld(tag.pushedMillis(), now))
                        .map(tag -> referring(tag.name(), tag.subject().orElseThrow()));
        return Stream.concat(letGoAndStay, referrers).toList();
    }

    private Staying referring(String tag, Digest subject) {
        return new Staying(
                tag, orphaned.contains(subject) ? StayReason.ORPHAN : StayReason.REFERS_TO, subject.toString());
    }

    /** Why a manifest stays, and with it all its tags. */
    private Staying staying(int manifest, Selection.Result result) {
        return result.container(manifest)
                .map(index -> new Staying("", StayReason.IN_INDEX, tagOrDigest(index)))
                .orElseGet(() -> new Staying("", StayReason.SAME_MANIFEST, sameManifest(manifest, result)));
    }

    private String sameManifest(int manifest, Selection.Result result) {
        return graph.tagsOf(manifest).stream()
                .filter(one -> !letGo.contains(one))
                .map(KnownTag::name)
                .findFirst()
                .or(() -> Optional.ofNullable(graph.held().get(manifest)))
                .or(() -> result.alias(manifest).map(this::tagOrDigest))
                .orElse("");
    }

    private String tagOrDigest(int manifest) {
        return graph.tagsOf(manifest).stream()
                .map(KnownTag::name)
                .findFirst()
                .or(() -> Optional.ofNullable(graph.held().get(manifest)))
                .orElseGet(() -> digests.digest(manifest).toString());
    }

    /** Those that the rule might let go, if more of them were known. */
    private List<Staying> unknown(boolean selected) {
        return tags.unknown().stream()
                .filter(tag -> selected && rule.patterns().selectsTag(tag.name()))
                .filter(tag -> tag.pushedMillis().isEmpty()
                        || rule.isOld(tag.pushedMillis().getAsLong(), now))
                .map(tag -> new Staying(tag.name(), StayReason.UNKNOWN, tag.problem()))
                .toList();
    }

    private static List<Staying> sorted(List<Staying> some, List<Staying> more) {
        return Stream.concat(some.stream(), more.stream())
                .sorted(Comparator.comparing(Staying::tag))
                .toList();
    }

    private boolean goes(Digest subject, Selection.Result result) {
        int number = digests.numberOf(subject);
        return result.going().contains(number) || goneElsewhere.contains(number);
    }

    /** @param abandoned manifests that do not go by the rule, and that nothing needs any more */
    private List<LeftBehind> leftBehind(Selection.Result result, Set<Integer> abandoned) {
        List<LeftBehind> left = new ArrayList<>();
        Set<Integer> subjects = new TreeSet<>(result.going());
        subjects.addAll(abandoned);
        for (int subject : subjects) {
            Digest of = digests.digest(subject);
            for (int referrer : graph.referrersOf(subject)) {
                if (!result.going().contains(referrer)) {
                    left.addAll(leftBehind(referrer, of));
                }
            }
        }
        left.sort(Comparator.comparing((LeftBehind one) -> one.tag().orElse(""))
                .thenComparing(one -> one.digest().toString()));
        return List.copyOf(left);
    }

    /** The tags of a referrer that refer to the image by their names; all of them if none does. */
    private List<LeftBehind> leftBehind(int referrer, Digest subject) {
        Digest digest = digests.digest(referrer);
        List<KnownTag> names = graph.tagsOf(referrer);
        List<KnownTag> own = names.stream()
                .filter(tag -> ManifestGraph.refersTo(tag, subject))
                .toList();
        return names.isEmpty()
                ? List.of(new LeftBehind(Optional.empty(), digest, subject))
                : (own.isEmpty() ? names : own)
                        .stream()
                                .map(tag -> new LeftBehind(Optional.of(tag.name()), digest, subject))
                                .toList();
    }
}
