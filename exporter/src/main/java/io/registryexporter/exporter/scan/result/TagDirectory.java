package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DamageReason;
import java.util.Optional;

/**
 * The directory {@code tags} of a repository.
 *
 * @param tags those that the registry's API lists
 * @param there whether the repository has the directory, or is about to get one
 * @param fault why not all tags could be listed
 */
public record TagDirectory(ScannedTags tags, boolean there, Optional<DamageReason> fault) {}
