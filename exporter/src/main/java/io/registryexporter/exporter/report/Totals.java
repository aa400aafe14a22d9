package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.scan.ScannedUploads;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The registry as a whole.
 *
 * @param listed repositories, and what has nothing but an upload and may become one
 * @param bytes stored, each blob once
 * @param uploads unfinished ones
 * @param oldestUpload when the oldest of them began
 * @param brokenTags tags that cannot be pulled whole; nothing where no tag is known to be broken and some are not known
 * @param damage damaged entries
 */
public record Totals(
        long repositories,
        long listed,
        long tags,
        long revisions,
        long untaggedRevisions,
        long blobs,
        long bytes,
        long uploads,
        long uploadBytes,
        Optional<Instant> oldestUpload,
        OptionalLong brokenTags,
        long damage) {

    static Totals of(Inventory inventory) {
        return new Totals(
                inventory.repositories().size(),
                listed(inventory),
                inventory.tagCount(),
                inventory.revisionCount(),
                inventory.repositories().stream()
                        .map(Repository::revisions)
                        .mapToLong(revisions -> revisions.untagged())
                        .sum(),
                inventory.storage().blobs(),
                inventory.storage().bytes(),
                inventory.uploads().values().stream()
                        .mapToLong(ScannedUploads::count)
                        .sum(),
                inventory.uploads().values().stream()
                        .mapToLong(ScannedUploads::bytes)
                        .sum(),
                inventory.uploads().values().stream()
                        .map(ScannedUploads::oldestStart)
                        .min(Comparator.naturalOrder()),
                brokenTags(inventory),
                inventory.damages().count());
    }

    private static OptionalLong brokenTags(Inventory inventory) {
        long known = inventory.brokenTags().count();
        boolean all = inventory.repositories().stream().allMatch(repository -> repository.unknownTags() == 0);
        return known > 0 || all ? OptionalLong.of(known) : OptionalLong.empty();
    }

    private static long listed(Inventory inventory) {
        return Stream.concat(
                        inventory.repositories().stream().map(Repository::name), inventory.uploads().keySet().stream())
                .distinct()
                .count();
    }
}
