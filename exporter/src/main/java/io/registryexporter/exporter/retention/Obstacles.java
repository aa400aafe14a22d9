package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.retention.RepositoryPlan.Staying;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.SharedManifests;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why nothing may be deleted in a repository.
 *
 * @param hidden the paths at which the exporter cannot see what the registry sees
 * @param unjudged the repositories of which it is not known whether each tag can be pulled whole, if the rule asks that
 * @param shared the repositories that are one directory under several names
 */
record Obstacles(TreeSet<String> hidden, Set<String> unjudged, SharedManifests shared) {

    static Obstacles of(Inventory inventory, RetentionRule rule, SharedManifests shared) {
        return new Obstacles(
                inventory
                        .damages()
                        .filter(damage -> damage.reason().hidesWhatIsThere())
                        .map(Damage::path)
                        .collect(Collectors.toCollection(TreeSet::new)),
                inventory.repositories().stream()
                        .filter(repository -> rule.keepLast().isPresent() && repository.unknownTags() > 0)
                        .map(Repository::name)
                        .collect(Collectors.toSet()),
                shared);
    }

    /** The reason and its detail, for every tag of the repository alike. */
    Optional<Staying> in(ScannedRepository repository, ManifestGraph graph) {
        return unseen(repository)
                .or(graph::hidden)
                .or(() -> shared.other(repository.name()).map(other -> "DELETE here deletes in " + other + " too"))
                .or(() -> Optional.of("whether each tag can be pulled whole")
                        .filter(unused -> unjudged.contains(repository.name())))
                .map(place -> new Staying("", StayReason.UNKNOWN, place))
                .or(() -> refused(repository).map(place -> new Staying("", StayReason.DELETE_FAILS, place)));
    }

    private Optional<String> unseen(ScannedRepository repository) {
        String manifests = String.join("/", Layout.REPOSITORIES, repository.name(), Layout.MANIFESTS);
        String above = manifests;
        while (!above.isEmpty()) {
            if (hidden.contains(above)) {
                return Optional.of(above);
            }
            above = above.substring(0, Math.max(0, above.lastIndexOf('/')));
        }
        return Optional.ofNullable(hidden.ceiling(manifests + "/")).filter(path -> path.startsWith(manifests + "/"));
    }

    /**
     * {@code DELETE} by digest removes the link of the revision, and then reads every tag to remove those that name the
     * digest. At a tag that it cannot read it ends with 500, and all tags stay without a manifest (measured on 2.8 and 3.1).
     */
    private static Optional<String> refused(ScannedRepository repository) {
        Stream<String> directory =
                repository.tagsFault().filter(reason -> !reason.isAbsence()).map(reason -> Layout.TAGS).stream();
        Stream<String> entries = repository.tags().stream()
                .filter(tag -> isRefused(tag.link()))
                .map(tag -> Layout.TAGS + "/" + tag.name());
        return Stream.concat(directory, entries).findFirst();
    }

    private static boolean isRefused(Link link) {
        return link instanceof Link.Empty
                || link.fault().filter(reason -> !reason.isAbsence()).isPresent();
    }
}
