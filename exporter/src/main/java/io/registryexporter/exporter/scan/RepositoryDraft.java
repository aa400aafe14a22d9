package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Digest;
import java.util.List;
import java.util.Map;

/**
 * A repository as it was read once, perhaps in the middle of a push.
 *
 * @param revisions may be changed
 * @param settled whether everything in it fits together
 */
record RepositoryDraft(
        FoundRepository repository,
        List<ScannedTag> tags,
        Map<Digest, ScannedRevision> revisions,
        List<Damage> damages,
        boolean settled) {}
