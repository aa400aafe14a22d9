package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.Damage;
import io.registryexporter.exporter.scan.ScannedUploads;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is stored, as one finished scan found it.
 *
 * @param repositories in the order of their names
 * @param uploads unfinished uploads by the name of the repository, which may have nothing else yet
 * @param strays damaged entries outside of what tags and revisions are read from, those of uploads among them
 */
public record Inventory(
        List<Repository> repositories, Storage storage, Map<String, ScannedUploads> uploads, List<Damage> strays) {
    private static final Set<DamageReason> HIDING = Set.of(
            DamageReason.ACCESS_DENIED,
            DamageReason.IO_ERROR,
            DamageReason.SYMLINK_OUTSIDE_ROOT,
            DamageReason.SYMLINK_LOOP);

    /**
     * Whether all repositories could be read. What the exporter may not see looks unused, and shared blobs look
     * exclusive, so without it neither is told.
     */
    public boolean isComplete() {
        return damages()
                .filter(damage -> damage.path().startsWith(Layout.REPOSITORIES))
                .noneMatch(damage -> HIDING.contains(damage.reason()));
    }

    /** The same on a volume that is filled otherwise. */
    public Inventory on(Optional<Volume> volume) {
        return new Inventory(
                repositories,
                new Storage(storage.blobs(), storage.bytes(), storage.reclaimable(), volume),
                uploads,
                strays);
    }

    /** Every damaged entry. */
    public Stream<Damage> damages() {
        return Stream.concat(strays.stream(), repositories.stream().flatMap(r -> r.damages().stream()));
    }

    /** How many entries are damaged for each reason; reasons without any are absent. */
    public Map<DamageReason, Long> damageByReason() {
        return countByReason(damages());
    }

    /** Counts damaged entries by reason. */
    public static Map<DamageReason, Long> countByReason(Stream<Damage> damages) {
        return damages.collect(Collectors.groupingBy(Damage::reason, Collectors.counting()));
    }

    /** All tags that the registry's API lists. */
    public long tagCount() {
        return repositories.stream().mapToLong(Repository::tagCount).sum();
    }

    /** All revisions that exist. */
    public long revisionCount() {
        return repositories.stream().mapToLong(r -> r.revisions().count()).sum();
    }
}
