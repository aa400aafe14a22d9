package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.scan.ScannedUploads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A repository in figures.
 *
 * @param storedBytes of the blobs that its revisions are made of, each once
 * @param exclusiveBytes the part of them that no other repository uses
 * @param uploads unfinished ones
 * @param brokenTags tags that cannot be pulled whole; nothing where the exporter cannot see all of them
 * @param damage damaged entries
 * @param lastPush when the newest tag was written
 */
public record RepositoryLine(
        String name,
        long tags,
        long revisions,
        long untaggedRevisions,
        long unreachableRevisions,
        long storedBytes,
        long exclusiveBytes,
        long uploads,
        long uploadBytes,
        OptionalLong brokenTags,
        long damage,
        Optional<Instant> lastPush) {

    /** All repositories, also those that have nothing but an upload. */
    static List<RepositoryLine> of(Inventory inventory) {
        Map<String, Long> damages = inventory
                .damages()
                .flatMap(damage -> damage.repository().stream())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        List<RepositoryLine> lines = new ArrayList<>();
        Set<String> withManifests = new HashSet<>();
        for (Repository repository : inventory.repositories()) {
            withManifests.add(repository.name());
            lines.add(of(
                    repository,
                    Optional.ofNullable(inventory.uploads().get(repository.name())),
                    damages.getOrDefault(repository.name(), 0L)));
        }
        inventory.uploads().forEach((name, uploads) -> {
            if (!withManifests.contains(name)) {
                lines.add(new RepositoryLine(
                        name,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        uploads.count(),
                        uploads.bytes(),
                        OptionalLong.of(0),
                        damages.getOrDefault(name, 0L),
                        Optional.empty()));
            }
        });
        return lines;
    }

    private static RepositoryLine of(Repository repository, Optional<ScannedUploads> uploads, long damage) {
        return new RepositoryLine(
                repository.name(),
                repository.tagCount(),
                repository.revisions().count(),
                repository.revisions().untagged(),
                repository.revisions().unreachable(),
                repository.costs().stored(),
                repository.costs().exclusive(),
                uploads.map(ScannedUploads::count).orElse(0),
                uploads.map(ScannedUploads::bytes).orElse(0L),
                repository.unknownTags() == 0
                        ? OptionalLong.of(repository.brokenTags().size())
                        : OptionalLong.empty(),
                damage,
                repository.lastPushMillis().stream()
                        .mapToObj(Instant::ofEpochMilli)
                        .findFirst());
    }

    long lastPushMillis() {
        return lastPush.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    }
}
