package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import java.util.Optional;

/**
 * One entry of the storage that cannot be used.
 *
 * @param repository the repository that it belongs to, if to one
 * @param path where it lies, relative to the v2 directory, printable
 */
public record Damage(DamageReason reason, Optional<String> repository, String path) {}
