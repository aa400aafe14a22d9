package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.Damage;
import java.util.List;
import java.util.OptionalLong;

/**
 * A repository.
 *
 * @param tagCount all tags that the registry's API lists, damaged ones too (R6)
 * @param tags the tags that can be pulled, in the order of their names
 * @param lastPushMillis when the newest of all tags was last written, in milliseconds since 1970
 * @param damages its damaged entries, in the order of their paths
 */
public record Repository(
        String name,
        int tagCount,
        Revisions revisions,
        Costs costs,
        OptionalLong lastPushMillis,
        List<Tag> tags,
        List<Damage> damages) {}
