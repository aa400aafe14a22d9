package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory of links, {@code revisions} or {@code _layers}, without the links in their places.
 *
 * @param there whether the repository has such a directory
 * @param faults why the directory, or that of an algorithm in it, could not be listed, by the algorithm; the key is empty
 *     for the directory itself
 * @param odd the links at other places below the directory
 */
public record LinkDirectory(boolean there, Map<String, DamageReason> faults, List<OddLink> odd) {

    /** Why nothing can be looked up among the digests of an algorithm. */
    public Optional<DamageReason> fault(String algorithm) {
        return Optional.ofNullable(faults.get("")).or(() -> Optional.ofNullable(faults.get(algorithm)));
    }
}
