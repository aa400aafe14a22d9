package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A repository.
 *
 * @param costs none if not all of its revisions could be read
 * @param damages its damaged entries, in the order of their paths
 */
public record Repository(
        String name, Tags tagSummary, Revisions revisions, Optional<Costs> costs, List<Damage> damages) {

    /**
     * The tags of a repository.
     *
     * @param count all tags that the registry's API lists, damaged ones too (R6); none if they could not be listed
     * @param served the tags whose manifest the registry serves, in the order of their names
     * @param broken the tags that a client cannot pull whole, in the order of their names
     * @param unknown how many tags the exporter cannot judge, because it cannot see everything that they need
     * @param lastPushMillis when the newest of all tags was last written, in milliseconds since 1970; none if there is no
     *     tag, or if not all of them could be read
     */
    public record Tags(
            OptionalLong count, List<Tag> served, List<BrokenTag> broken, int unknown, OptionalLong lastPushMillis) {}

    /** How many tags the registry's API lists; none if they could not be listed. */
    public OptionalLong tagCount() {
        return tagSummary.count();
    }

    /** The tags whose manifest the registry serves, in the order of their names. */
    public List<Tag> tags() {
        return tagSummary.served();
    }

    /** The tags that a client cannot pull whole, in the order of their names. */
    public List<BrokenTag> brokenTags() {
        return tagSummary.broken();
    }

    /** How many tags the exporter cannot judge. */
    public int unknownTags() {
        return tagSummary.unknown();
    }

    /** When the newest tag was last written, in milliseconds since 1970, if known. */
    public OptionalLong lastPushMillis() {
        return tagSummary.lastPushMillis();
    }
}
