package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The registry as a whole. Figures that depend on unreadable entries are empty.
 *
 * @param repositories all repositories
 * @param listed repositories, and those that have nothing but an upload
 * @param bytes stored, each blob once
 * @param uploads unfinished ones
 * @param oldestUpload when the oldest of them began
 * @param brokenTags tags that clients cannot pull whole; none if no broken tag is known and some tags could not be judged
 * @param allTagsAreKnown whether all tags could be judged
 * @param damage damaged entries
 */
public record Totals(
        OptionalLong repositories,
        long listed,
        OptionalLong tags,
        OptionalLong revisions,
        OptionalLong untaggedRevisions,
        OptionalLong blobs,
        OptionalLong bytes,
        OptionalLong uploads,
        OptionalLong uploadBytes,
        Optional<Instant> oldestUpload,
        OptionalLong brokenTags,
        boolean allTagsAreKnown,
        long damage) {

    static Totals of(Inventory inventory) {
        return new Totals(
                inventory.repositoryCount(),
                listed(inventory),
                inventory.tagCount(),
                inventory.revisionCount(),
                inventory.untaggedRevisionCount(),
                inventory.blobCount(),
                inventory.storedBytes(),
                inventory.uploadCount(),
                inventory.uploadBytes(),
                inventory.oldestUpload(),
                brokenTags(inventory),
                allTagsAreKnown(inventory),
                inventory.damages().count());
    }

    private static boolean allTagsAreKnown(Inventory inventory) {
        return inventory.repositoryCount().isPresent()
                && inventory.repositories().stream().allMatch(repository -> repository.unknownTags() == 0);
    }

    private static OptionalLong brokenTags(Inventory inventory) {
        long known = inventory.brokenTags().count();
        return known > 0 || allTagsAreKnown(inventory) ? OptionalLong.of(known) : OptionalLong.empty();
    }

    private static long listed(Inventory inventory) {
        return Stream.concat(
                        inventory.repositories().stream().map(Repository::name), inventory.uploads().keySet().stream())
                .distinct()
                .count();
    }
}
