package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.Damage;
import io.registryexporter.exporter.scan.ScannedUploads;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    /**
     * Whether all repositories and blobs could be read. What the exporter may not see looks unused, and shared blobs
     * look exclusive, so without it neither is told.
     */
    public boolean isComplete() {
        return isVisible(Layout.REPOSITORIES) && blobsAreKnown();
    }

    /** Whether all blobs could be read; if not, how much is stored is not known. */
    public boolean blobsAreKnown() {
        return isVisible(Layout.BLOBS);
    }

    private boolean isVisible(String directory) {
        return damages()
                .filter(damage -> damage.path().startsWith(directory))
                .noneMatch(damage -> damage.reason().hidesWhatIsThere());
    }

    /** What a collection frees once its blockers are mended; nothing where that cannot be known. */
    public Optional<Reclaimable> reclaimable(GarbageCollectionMode mode) {
        return isComplete() && isCollectable()
                ? Optional.of(storage.reclaimable().get(mode))
                : Optional.empty();
    }

    /** How many entries end a collection with an error; nothing where that cannot be known. */
    public OptionalLong blockers(GarbageCollectionMode mode) {
        long known = damages().filter(damage -> damage.blocks().contains(mode)).count();
        return isCollectable() && (known > 0 || isComplete()) ? OptionalLong.of(known) : OptionalLong.empty();
    }

    /** Whether distribution may collect it at all: not where a database knows the images (R33). */
    public boolean isCollectable() {
        return !storage.surroundings().metadataDatabase();
    }

    /** Every tag that a client cannot pull whole. */
    public Stream<BrokenTag> brokenTags() {
        return repositories.stream().flatMap(repository -> repository.brokenTags().stream());
    }

    /** The same on a volume that is filled otherwise. */
    public Inventory on(Optional<Volume> volume) {
        return new Inventory(repositories, storage.on(volume), uploads, strays);
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
