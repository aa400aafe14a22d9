package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Volume;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of a storage, as one finished scan found it.
 *
 * @param repositories in the order of their names
 * @param paths those that have a longer path below them, the empty path of all repositories first, in preorder
 * @param uploads unfinished uploads by the name of the repository, which may have nothing else; only where there are any,
 *     or where the exporter does not know
 * @param strays damaged entries outside the directories of tags and revisions, such as those of uploads
 */
public record Inventory(
        List<Repository> repositories,
        List<RepositoryPath> paths,
        Storage storage,
        Map<String, Uploads> uploads,
        List<Damage> strays) {

    /**
     * Whether all repositories and blobs could be read. If not, used blobs may look unused, and shared blobs exclusive, so
     * neither is reported.
     */
    public boolean isComplete() {
        return isVisible(Layout.REPOSITORIES) && blobsAreKnown();
    }

    /** Whether all blobs could be read; if not, how much is stored is not known. */
    public boolean blobsAreKnown() {
        return isVisible(Layout.BLOBS);
    }

    /** Whether the manifests of a repository could be found, if it has any. */
    public boolean manifestsAreKnown(String repository) {
        return !UnreadPlaces.of(damages()).hide(String.join("/", Layout.REPOSITORIES, repository, Layout.MANIFESTS));
    }

    private boolean isVisible(String directory) {
        return damages()
                .filter(damage -> damage.path().startsWith(directory))
                .noneMatch(damage -> damage.reason().hidesWhatIsThere());
    }

    /** What a collection frees once its blockers are fixed; none if the exporter cannot know. */
    public Optional<Reclaimable> reclaimable(GarbageCollectionMode mode) {
        return isComplete() && isCollectable()
                ? Optional.of(storage.reclaimable().get(mode))
                : Optional.empty();
    }

    /** How many entries end a collection with an error; none if the exporter cannot know. */
    public OptionalLong blockers(GarbageCollectionMode mode) {
        long known = damages().filter(damage -> damage.blocks().contains(mode)).count();
        return isCollectable() && (known > 0 || isComplete()) ? OptionalLong.of(known) : OptionalLong.empty();
    }

    /** How many tags that can be pulled now a collection breaks; none if the exporter cannot know. */
    public OptionalLong lostTags(GarbageCollectionMode mode) {
        return isComplete() && isCollectable()
                ? OptionalLong.of(storage.lostTags().get(mode))
                : OptionalLong.empty();
    }

    /** Whether distribution may collect garbage at all: not if a database knows the images (R33). */
    public boolean isCollectable() {
        return !storage.surroundings().metadataDatabase();
    }

    /** Every tag that a client cannot pull whole. */
    public Stream<BrokenTag> brokenTags() {
        return repositories.stream().flatMap(repository -> repository.brokenTags().stream());
    }

    /** The same inventory with newer figures of the volume. */
    public Inventory on(Optional<Volume> volume) {
        return new Inventory(repositories, paths, storage.on(volume), uploads, strays);
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

    /** How many repositories there are; none if some could not be found. */
    public OptionalLong repositoryCount() {
        boolean found = strays.stream()
                .filter(damage -> damage.path().startsWith(Layout.REPOSITORIES))
                .noneMatch(damage ->
                        damage.repository().isEmpty() && damage.reason().hidesWhatIsThere());
        return found ? OptionalLong.of(repositories.size()) : OptionalLong.empty();
    }

    /** BlobLookup that have data; none if not all of them could be read. */
    public OptionalLong blobCount() {
        return blobsAreKnown() ? OptionalLong.of(storage.blobs()) : OptionalLong.empty();
    }

    /** Stored bytes of the blobs, each blob once; none if not all of them could be read. */
    public OptionalLong storedBytes() {
        return blobsAreKnown() ? OptionalLong.of(storage.bytes()) : OptionalLong.empty();
    }

    /** All tags that the registry's API lists; none if some could not be listed. */
    public OptionalLong tagCount() {
        return total(Repository::tagCount);
    }

    /** All revisions that exist; none if some could not be read. */
    public OptionalLong revisionCount() {
        return total(repository -> repository.revisions().count());
    }

    /** All revisions that are no tag's current manifest; none if that could not be read. */
    public OptionalLong untaggedRevisionCount() {
        return total(repository -> repository.revisions().untagged());
    }

    private OptionalLong total(Function<Repository, OptionalLong> figure) {
        return repositoryCount().isEmpty()
                ? OptionalLong.empty()
                : sum(repositories.stream().map(figure));
    }

    /** How many uploads are unfinished; none if some could not be read. */
    public OptionalLong uploadCount() {
        return ofUploads(Uploads::count);
    }

    /** Bytes of unfinished uploads; none if some could not be read. */
    public OptionalLong uploadBytes() {
        return ofUploads(Uploads::bytes);
    }

    private OptionalLong ofUploads(Function<Uploads, OptionalLong> figure) {
        return repositoryCount().isEmpty()
                ? OptionalLong.empty()
                : sum(uploads.values().stream().map(figure));
    }

    /** When the oldest unfinished upload began; none if there is none, or if some could not be read. */
    public Optional<Instant> oldestUpload() {
        boolean known = repositoryCount().isPresent()
                && uploads.values().stream()
                        .allMatch(upload -> upload.oldestStart().isPresent());
        return known
                ? uploads.values().stream()
                        .flatMap(upload -> upload.oldestStart().stream())
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** None if one of them is not known. */
    private static OptionalLong sum(Stream<OptionalLong> figures) {
        return figures.reduce(
                OptionalLong.of(0),
                (sum, next) -> sum.isPresent() && next.isPresent()
                        ? OptionalLong.of(sum.getAsLong() + next.getAsLong())
                        : OptionalLong.empty());
    }
}
