package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;

/**
 * A tag that a client cannot pull whole (R27).
 *
 * @param reasons of the damaged entries that break it, each once
 */
public record BrokenTag(String repository, String tag, List<DamageReason> reasons) {}
