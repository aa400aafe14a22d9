package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Costs;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Revisions;
import io.registryexporter.exporter.inventory.Uploads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A repository in figures. Figures that depend on unreadable entries are empty.
 *
 * @param uploadFigures unfinished uploads
 * @param damage damaged entries
 */
public record RepositoryLine(
        String name, Tags tagFigures, Revisions revisionFigures, Size size, Uploads uploadFigures, long damage) {

    /**
     * Figures of the tags.
     *
     * @param broken tags that clients cannot pull whole
     * @param lastPush when the newest tag was written; also none if there is no tag
     */
    record Tags(OptionalLong count, OptionalLong broken, Optional<Instant> lastPush) {}

    /**
     * Sizes in bytes.
     *
     * @param stored of the blobs that the revisions consist of, each once
     * @param exclusive the part of them that no other repository uses
     */
    record Size(OptionalLong stored, OptionalLong exclusive) {}

    /** All tags. */
    public OptionalLong tags() {
        return tagFigures.count();
    }

    /** Tags that clients cannot pull whole. */
    public OptionalLong brokenTags() {
        return tagFigures.broken();
    }

    /** When the newest tag was written; also none if there is no tag. */
    public Optional<Instant> lastPush() {
        return tagFigures.lastPush();
    }

    /** All revisions. */
    public OptionalLong revisions() {
        return revisionFigures.count();
    }

    /** Revisions that are not a tag's current manifest. */
    public OptionalLong untaggedRevisions() {
        return revisionFigures.untagged();
    }

    /** Revisions that neither a tag nor a tagged index leads to. */
    public OptionalLong unreachableRevisions() {
        return revisionFigures.unreachable();
    }

    /** Bytes of the blobs that the revisions consist of, each once. */
    public OptionalLong storedBytes() {
        return size.stored();
    }

    /** Bytes of the blobs that no other repository uses. */
    public OptionalLong exclusiveBytes() {
        return size.exclusive();
    }

    /** Unfinished uploads. */
    public OptionalLong uploads() {
        return uploadFigures.count();
    }

    /** Bytes of unfinished uploads. */
    public OptionalLong uploadBytes() {
        return uploadFigures.bytes();
    }

    /** When the oldest unfinished upload began; none if there is none, or if that is not known. */
    Optional<Instant> oldestUpload() {
        return uploads().orElse(0) == 0 ? Optional.empty() : uploadFigures.oldestStart();
    }

    /** All repositories, and those that have nothing but an upload. */
    static List<RepositoryLine> of(Inventory inventory) {
        Map<String, Long> damages = inventory
                .damages()
                .flatMap(damage -> damage.repository().stream())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        boolean complete = inventory.isComplete();
        boolean blobs = inventory.blobsAreKnown();
        List<RepositoryLine> lines = new ArrayList<>();
        Set<String> withManifests = new HashSet<>();
        for (Repository repository : inventory.repositories()) {
            withManifests.add(repository.name());
            Uploads uploads = inventory.uploads().getOrDefault(repository.name(), Uploads.none());
            lines.add(new RepositoryLine(
                    repository.name(),
                    tags(repository),
                    repository.revisions(),
                    new Size(cost(repository, blobs, Costs::stored), cost(repository, complete, Costs::exclusive)),
                    uploads,
                    damages.getOrDefault(repository.name(), 0L)));
        }
        inventory.uploads().forEach((name, uploads) -> {
            if (!withManifests.contains(name)) {
                Known known = new Known(inventory.manifestsAreKnown(name), blobs, complete);
                lines.add(onlyUploads(name, uploads, damages.getOrDefault(name, 0L), known));
            }
        });
        return lines;
    }

    private static Tags tags(Repository repository) {
        return new Tags(
                repository.tagCount(),
                repository.unknownTags() == 0
                        ? OptionalLong.of(repository.brokenTags().size())
                        : OptionalLong.empty(),
                repository.lastPushMillis().stream()
                        .mapToObj(Instant::ofEpochMilli)
                        .findFirst());
    }

    /** A repository that has nothing but uploads, if the exporter knows that. */
    private static RepositoryLine onlyUploads(String name, Uploads uploads, long damage, Known known) {
        OptionalLong manifests = noneIf(known.manifests());
        return new RepositoryLine(
                name,
                new Tags(manifests, manifests, Optional.empty()),
                new Revisions(manifests, manifests, manifests),
                new Size(noneIf(known.manifests() && known.blobs()), noneIf(known.manifests() && known.complete())),
                uploads,
                damage);
    }

    /** What the exporter knows: that there are no manifests, all blobs, or everything. */
    private record Known(boolean manifests, boolean blobs, boolean complete) {}

    private static OptionalLong noneIf(boolean known) {
        return known ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private static OptionalLong cost(Repository repository, boolean known, ToLongFunction<Costs> figure) {
        return known ? repository.costs().stream().mapToLong(figure).findFirst() : OptionalLong.empty();
    }

    /** Whether the time of the last push could not be read. */
    public boolean isPushUnknown() {
        return lastPush().isEmpty() && brokenTags().isEmpty();
    }

    long lastPushMillis() {
        return lastPush().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    }
}
