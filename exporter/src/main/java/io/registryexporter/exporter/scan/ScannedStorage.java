package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Digest;
import java.util.List;
import java.util.Map;

/**
 * What one scan read.
 *
 * @param repositories in the order of their names
 * @param manifests by digest, every one that a revision links to
 * @param damages entries that belong to no repository
 */
public record ScannedStorage(
        List<ScannedRepository> repositories, Map<Digest, StoredManifest> manifests, List<Damage> damages) {

    /** A registry that nothing has been pushed to. */
    public static ScannedStorage empty() {
        return new ScannedStorage(List.of(), Map.of(), List.of());
    }
}
