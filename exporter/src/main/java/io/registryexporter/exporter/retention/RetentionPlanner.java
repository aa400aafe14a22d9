package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.BrokenTag;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Resolver;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Digest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plans what a rule deletes in a storage. */
final class RetentionPlanner {
    private final ScannedStorage scanned;
    private final Inventory inventory;
    private final RetentionRule rule;
    private final Instant now;
    private final Obstacles obstacles;
    private final Map<String, Set<String>> broken;
    private final Set<Digest> orphaned;

    RetentionPlanner(Preview.Subject subject, RetentionRule rule) {
        this.scanned = subject.scanned();
        this.inventory = subject.inventory();
        this.rule = rule;
        this.now = subject.at();
        this.obstacles = Obstacles.of(inventory, rule, subject.shared());
        this.broken = inventory
                .brokenTags()
                .collect(Collectors.groupingBy(
                        BrokenTag::repository, Collectors.mapping(BrokenTag::tag, Collectors.toSet())));
        this.orphaned = rule.namesTags()
                ? Orphan.of(scanned, inventory).stream()
                        .flatMap(List::stream)
                        .map(Orphan::subject)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** One plan for each repository, in the order of the scan. */
    List<RepositoryPlan> plan() {
        List<RepositoryPlan> plans = forEach(i -> {
            ScannedRepository repository = scanned.repositories().get(i);
            return rule.patterns().selectsRepository(repository.name())
                    ? plan(repository, Set.of())
                    : RepositoryPlan.nothing(repository.name());
        });
        Set<Integer> gone = inventory.repositoryCount().isPresent() ? goneEverywhere(plans) : Set.of();
        return gone.isEmpty() ? plans : forEach(i -> withReferrersOf(gone, i, plans.get(i)));
    }

    private interface One {
        RepositoryPlan of(int repository);
    }

    private List<RepositoryPlan> forEach(One one) {
        return IntStream.range(0, scanned.repositories().size())
                .parallel()
                .mapToObj(one::of)
                .toList();
    }

    /** Cosign can keep the signatures of an image in another repository ({@code COSIGN_REPOSITORY}). */
    private RepositoryPlan withReferrersOf(Set<Integer> gone, int index, RepositoryPlan plan) {
        ScannedRepository repository = scanned.repositories().get(index);
        Set<Integer> here = Referrers.of(repository, scanned).subjects().stream()
                .filter(gone::contains)
                .filter(number ->
                        !repository.revisions().containsKey(scanned.digests().digest(number)))
                .collect(Collectors.toSet());
        return here.isEmpty() ? plan : plan(repository, here);
    }

    private RepositoryPlan plan(ScannedRepository repository, Set<Integer> goneElsewhere) {
        boolean selected = rule.patterns().selectsRepository(repository.name());
        Resolver resolver = new Resolver(repository, scanned.manifests());
        RepositoryTags tags =
                RepositoryTags.of(resolver, scanned.digests(), broken.getOrDefault(repository.name(), Set.of()));
        Set<KnownTag> letGo = selected ? letGo(tags) : Set.of();
        boolean nothing =
                letGo.isEmpty() && goneElsewhere.isEmpty() && tags.unknown().isEmpty() && !rule.namesTags();
        if (nothing) {
            return RepositoryPlan.nothing(repository.name());
        }
        ManifestGraph graph = ManifestGraph.of(resolver, tags, scanned.digests());
        return new RepositoryPlanner(
                        repository.name(),
                        tags,
                        graph,
                        obstacles.in(repository, graph),
                        letGo,
                        rule,
                        now,
                        scanned.digests(),
                        goneElsewhere,
                        orphaned)
                .plan(selected);
    }

    private Set<KnownTag> letGo(RepositoryTags tags) {
        return rule.letsGo(
                tags.known().stream()
                        .filter(tag -> !tag.isReferrer() && rule.patterns().selectsTag(tag.name()))
                        .toList(),
                now);
    }

    /** The manifests that go and that no repository has afterwards. */
    private Set<Integer> goneEverywhere(List<RepositoryPlan> plans) {
        Set<Digest> gone =
                plans.stream().flatMap(plan -> plan.digests().stream()).collect(Collectors.toCollection(HashSet::new));
        if (!gone.isEmpty()) {
            for (int i = 0; i < plans.size(); i++) {
                Set<Digest> deleted = plans.get(i).digests();
                scanned.repositories().get(i).revisions().values().stream()
                        .map(ScannedRevision::digest)
                        .filter(digest -> !deleted.contains(digest))
                        .forEach(gone::remove);
            }
        }
        return gone.stream().map(scanned.digests()::numberOf).collect(Collectors.toSet());
    }
}
