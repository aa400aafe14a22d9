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
 * @param damage damaged entries
 */
public record Totals(
        Repositories repositoryFigures,
        Tags tagFigures,
        Revisions revisionFigures,
        Blobs blobFigures,
        Uploads uploadFigures,
        long damage) {

    /**
     * Figures of the repositories.
     *
     * @param count all repositories
     * @param listed repositories, and those that have nothing but an upload
     */
    record Repositories(OptionalLong count, long listed) {}

    /**
     * Figures of the tags.
     *
     * @param broken tags that clients cannot pull whole; none if no broken tag is known and some tags could not be judged
     * @param allAreKnown whether all tags could be judged
     */
    record Tags(OptionalLong count, OptionalLong broken, boolean allAreKnown) {}

    /**
     * Figures of the revisions.
     *
     * @param untagged those that are not a tag's current manifest
     */
    record Revisions(OptionalLong count, OptionalLong untagged) {}

    /**
     * Figures of the blobs.
     *
     * @param bytes stored, each blob once
     */
    record Blobs(OptionalLong count, OptionalLong bytes) {}

    /**
     * Figures of the unfinished uploads.
     *
     * @param oldest when the oldest of them began
     */
    record Uploads(OptionalLong count, OptionalLong bytes, Optional<Instant> oldest) {}

    static Totals of(Inventory inventory) {
        boolean allTagsAreKnown = inventory.repositoryCount().isPresent()
                && inventory.repositories().stream().allMatch(repository -> repository.unknownTags() == 0);
        long brokenTags = inventory.brokenTags().count();
        return new Totals(
                new Repositories(inventory.repositoryCount(), listed(inventory)),
                new Tags(
                        inventory.tagCount(),
                        brokenTags > 0 || allTagsAreKnown ? OptionalLong.of(brokenTags) : OptionalLong.empty(),
                        allTagsAreKnown),
                new Revisions(inventory.revisionCount(), inventory.untaggedRevisionCount()),
                new Blobs(inventory.blobCount(), inventory.storedBytes()),
                new Uploads(inventory.uploadCount(), inventory.uploadBytes(), inventory.oldestUpload()),
                inventory.damages().count());
    }

    private static long listed(Inventory inventory) {
        return Stream.concat(
                        inventory.repositories().stream().map(Repository::name), inventory.uploads().keySet().stream())
                .distinct()
                .count();
    }

    /** All repositories. */
    public OptionalLong repositories() {
        return repositoryFigures.count();
    }

    /** Repositories, and those that have nothing but an upload. */
    public long listed() {
        return repositoryFigures.listed();
    }

    /** All tags. */
    public OptionalLong tags() {
        return tagFigures.count();
    }

    /** Tags that clients cannot pull whole; none if no broken tag is known and some tags could not be judged. */
    public OptionalLong brokenTags() {
        return tagFigures.broken();
    }

    /** Whether all tags could be judged. */
    public boolean allTagsAreKnown() {
        return tagFigures.allAreKnown();
    }

    /** All revisions. */
    public OptionalLong revisions() {
        return revisionFigures.count();
    }

    /** Revisions that are not a tag's current manifest. */
    public OptionalLong untaggedRevisions() {
        return revisionFigures.untagged();
    }

    /** All blobs. */
    public OptionalLong blobs() {
        return blobFigures.count();
    }

    /** Stored bytes, each blob once. */
    public OptionalLong bytes() {
        return blobFigures.bytes();
    }

    /** Unfinished uploads. */
    public OptionalLong uploads() {
        return uploadFigures.count();
    }

    /** Bytes of unfinished uploads. */
    public OptionalLong uploadBytes() {
        return uploadFigures.bytes();
    }

    /** When the oldest unfinished upload began. */
    public Optional<Instant> oldestUpload() {
        return uploadFigures.oldest();
    }
}
