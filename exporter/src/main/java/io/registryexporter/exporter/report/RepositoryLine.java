package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Costs;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
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
 * @param storedBytes of the blobs that its revisions consist of, each once
 * @param exclusiveBytes the part of them that no other repository uses
 * @param uploads unfinished ones
 * @param brokenTags tags that cannot be pulled whole
 * @param damage damaged entries
 * @param lastPush when the newest tag was written; also none if there is no tag
 */
public record RepositoryLine(
        String name,
        OptionalLong tags,
        OptionalLong revisions,
        OptionalLong untaggedRevisions,
        OptionalLong unreachableRevisions,
        OptionalLong storedBytes,
        OptionalLong exclusiveBytes,
        OptionalLong uploads,
        OptionalLong uploadBytes,
        OptionalLong brokenTags,
        long damage,
        Optional<Instant> lastPush) {
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
                    repository.tagCount(),
                    repository.revisions().count(),
                    repository.revisions().untagged(),
                    repository.revisions().unreachable(),
                    cost(repository, blobs, Costs::stored),
                    cost(repository, complete, Costs::exclusive),
                    uploads.count(),
                    uploads.bytes(),
                    repository.unknownTags() == 0
                            ? OptionalLong.of(repository.brokenTags().size())
                            : OptionalLong.empty(),
                    damages.getOrDefault(repository.name(), 0L),
                    repository.lastPushMillis().stream()
                            .mapToObj(Instant::ofEpochMilli)
                            .findFirst()));
        }
        inventory.uploads().forEach((name, uploads) -> {
            if (!withManifests.contains(name)) {
                boolean none = inventory.manifestsAreKnown(name);
                lines.add(onlyUploads(
                        name, uploads, damages.getOrDefault(name, 0L), none, none && blobs, none && complete));
            }
        });
        return lines;
    }

    private static RepositoryLine onlyUploads(
            String name, Uploads uploads, long damage, boolean manifests, boolean blobs, boolean complete) {
        return new RepositoryLine(
                name,
                noneIf(manifests),
                noneIf(manifests),
                noneIf(manifests),
                noneIf(manifests),
                noneIf(blobs),
                noneIf(complete),
                uploads.count(),
                uploads.bytes(),
                noneIf(manifests),
                damage,
                Optional.empty());
    }

    private static OptionalLong noneIf(boolean known) {
        return known ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private static OptionalLong cost(Repository repository, boolean known, ToLongFunction<Costs> figure) {
        return known ? repository.costs().stream().mapToLong(figure).findFirst() : OptionalLong.empty();
    }

    /** Whether the time of the last push could not be read. */
    public boolean isPushUnknown() {
        return lastPush.isEmpty() && brokenTags.isEmpty();
    }

    long lastPushMillis() {
        return lastPush.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    }
}
