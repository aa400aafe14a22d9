package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The registry as a whole. What could not be read makes the figures that depend on it unknown: nothing.
 *
 * @param repositories that could be found, all of them or nothing
 * @param listed repositories, and what has nothing but an upload and may become one
 * @param bytes stored, each blob once
 * @param uploads unfinished ones
 * @param oldestUpload when the oldest of them began
 * @param brokenTags tags that are known not to be pulled whole; nothing where none is known and some tags are not known
 * @param allTagsAreKnown whether there may be no more of them
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
