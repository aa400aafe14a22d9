package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.Damage;
import java.util.List;

/**
 * A repository.
 *
 * @param tagCount all tags that the registry's API lists, damaged ones too (R6)
 * @param revisionCount revisions that exist (R10)
 * @param tags the tags that can be pulled, in the order of their names
 * @param damages its damaged entries, in the order of their paths
 */
public record Repository(String name, int tagCount, int revisionCount, List<Tag> tags, List<Damage> damages) {}
