package io.registryexporter.exporter.inventory;

import java.util.OptionalLong;

/**
 * The revisions of a repository that exist (R10); figures that depend on unreadable entries are empty.
 *
 * @param untagged those that are not a tag's current manifest
 * @param unreachable those of them that no tagged index leads to either
 */
public record Revisions(OptionalLong count, OptionalLong untagged, OptionalLong unreachable) {

    /** All of them are known. */
    public static Revisions of(long count, long untagged, long unreachable) {
        return new Revisions(OptionalLong.of(count), OptionalLong.of(untagged), OptionalLong.of(unreachable));
    }

    /**
     * The figures that are known.
     *
     * @param unread the places of the repository that could not be read
     */
    Revisions seenBy(UnreadPlaces unread, String revisions, String tags) {
        OptionalLong none = OptionalLong.empty();
        boolean counted = !unread.touch(revisions);
        boolean judged = counted && !unread.touch(tags);
        return new Revisions(counted ? count : none, judged ? untagged : none, judged ? unreachable : none);
    }
}
