package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Link;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The links below {@code revisions} or {@code _layers}, as they were read.
 *
 * @param there whether the directory is there
 * @param faults why it, or one of its algorithms, could not be listed; the algorithm is empty for the directory itself
 * @param links those in their places, by the digest of their directory; may be changed
 * @param odd those that a walk finds elsewhere
 * @param directories in which links come and go
 * @param damages strays, and what a walk cannot get past
 */
record LinkTree(
        boolean there,
        Map<String, DamageReason> faults,
        Map<Digest, Link> links,
        List<OddLink> odd,
        List<Path> directories,
        List<Damage> damages) {

    /** The rest, when the links themselves are kept elsewhere, and damage of the same repository. */
    LinkTree withoutLinks(List<Damage> more) {
        List<Damage> all = new ArrayList<>(damages);
        all.addAll(more);
        return new LinkTree(there, faults, Map.of(), odd, directories, List.copyOf(all));
    }

    /** Why nothing can be looked up among the digests of an algorithm. */
    static Optional<DamageReason> fault(Map<String, DamageReason> faults, String algorithm) {
        return Optional.ofNullable(faults.get("")).or(() -> Optional.ofNullable(faults.get(algorithm)));
    }
}
