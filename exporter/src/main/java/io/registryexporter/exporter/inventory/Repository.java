package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A repository.
 *
 * @param tagCount all tags that the registry's API lists, damaged ones too (R6); none if they could not be listed
 * @param tags the tags whose manifest the registry serves, in the order of their names
 * @param brokenTags the tags that a client cannot pull whole, in the order of their names
 * @param unknownTags how many tags the exporter cannot judge, because it cannot see everything that they need
 * @param costs none if not all of its revisions could be read
 * @param lastPushMillis when the newest of all tags was last written, in milliseconds since 1970; none if there is
 *     no tag, or if not all of them could be read
 * @param damages its damaged entries, in the order of their paths
 */
public record Repository(
        String name,
        OptionalLong tagCount,
        Revisions revisions,
        Optional<Costs> costs,
        OptionalLong lastPushMillis,
        List<Tag> tags,
        List<BrokenTag> brokenTags,
        int unknownTags,
        List<Damage> damages) {}
