package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The places of a storage in which the exporter could not see what the registry sees. A figure that depends on one of
 * them is unknown (R26).
 *
 * @param paths below the v2 directory
 */
record UnreadPlaces(NavigableSet<String> paths) {

    /** The paths of those damaged entries that hide what is there. */
    static UnreadPlaces of(Stream<Damage> damages) {
        return new UnreadPlaces(damages.filter(damage -> damage.reason().hidesWhatIsThere())
                .map(Damage::path)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whether a place is this directory, lies in it, or lies above it. */
    boolean touch(String directory) {
        String within = directory + "/";
        String next = paths.ceiling(within);
        return hide(directory) || (next != null && next.startsWith(within));
    }

    /** Whether a place is this entry, or lies above it. */
    boolean hide(String entry) {
        if (paths.isEmpty()) {
            return false;
        }
        for (int end = entry.length(); end > 0; end = entry.lastIndexOf('/', end - 1)) {
            if (paths.contains(entry.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
