package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.OpenDirectory;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * Repositories as the scan before found them, and whether they still are. Tags and revisions come and go with entries of
 * directories, whose times tell; a link may be written again in its place, which moves nothing but its own state, so
 * every link is looked at. Remembered is only what is sound and older than {@link ScanMemory#SETTLED}.
 */
final class RepositoryMemory {
    /**
     * A repository, and the directories that it was read from.
     *
     * @param needed the numbers of the digests that manifests name and that it has no plain link for
     */
    record Remembered(
            FoundRepository found, WatchedDirectories directories, ScannedRepository repository, int[] needed) {}

    private final StorageFiles files;
    private final ManifestReader manifests;
    private final LayerReader layers;
    private final Instant start;
    private final Map<String, Remembered> earlier;
    private final ConcurrentMap<String, Remembered> next = new ConcurrentHashMap<>();

    RepositoryMemory(
            StorageFiles files,
            ManifestReader manifests,
            LayerReader layers,
            Instant start,
            Map<String, Remembered> earlier) {
        this.files = files;
        this.manifests = manifests;
        this.layers = layers;
        this.start = start;
        this.earlier = earlier;
    }

    /** The repository as it was, if it still is so. */
    Optional<ScannedRepository> recall(FoundRepository found) {
        Optional<Remembered> unchanged =
                Optional.ofNullable(earlier.get(found.name())).filter(before -> isUnchanged(before, found));
        unchanged.ifPresent(before -> next.put(found.name(), before));
        return unchanged.map(Remembered::repository);
    }

    /**
     * Remembers a repository for the next scan, if that can tell whether it has changed.
     *
     * @param needed the numbers of the digests that manifests name as blobs
     */
    void remember(RepositoryDraft.Fresh draft, ScannedRepository repository, int[] needed) {
        boolean sound = draft.settled()
                && repository.damages().isEmpty()
                && repository.hasTags()
                && repository.revisionFaults().isEmpty()
                && repository.oddRevisions().stream().allMatch(OddLink::isTarget)
                && repository.tags().stream().allMatch(tag -> tag.validName() && isSettled(tag.link()))
                && repository.revisions().values().stream().allMatch(this::isSettled);
        if (sound) {
            int[] lacking = IntStream.of(needed)
                    .filter(number -> !repository.layers().isPlain(number))
                    .toArray();
            List<Path> directories = new ArrayList<>(draft.tree().directories());
            directories.add(TagReader.directory(draft.repository()));
            WatchedDirectories.of(directories, start)
                    .map(watched -> new Remembered(draft.repository(), watched, repository, lacking))
                    .ifPresent(remembered -> next.put(repository.name(), remembered));
        }
    }

    /** What the next scan can recall. */
    Map<String, Remembered> remembered() {
        return next;
    }

    private boolean isSettled(ScannedRevision revision) {
        return revision.listed()
                && isSettled(revision.link())
                && manifests.isParsed(((Link.Target) revision.link()).digest());
    }

    private boolean isSettled(Link link) {
        return link instanceof Link.Target target && target.state().isSettled(start, ScanMemory.SETTLED);
    }

    private boolean isUnchanged(Remembered before, FoundRepository found) {
        return before.found().equals(found)
                && before.directories().areUnchanged()
                && layersAreUnchanged(before)
                && tagsAreUnchanged(before)
                && revisionsAreUnchanged(before);
    }

    /** What the reader of layers recalls are the same objects. */
    @SuppressWarnings("ReferenceEquality")
    private boolean layersAreUnchanged(Remembered before) {
        return layers.recall(before.found(), before.needed())
                .filter(recalled -> recalled == before.repository().layers())
                .isPresent();
    }

    private boolean tagsAreUnchanged(Remembered before) {
        ScannedTags tags = before.repository().tags();
        if (tags.isEmpty()) {
            return true;
        }
        Path directory = before.found().directory().resolve(Path.of(Layout.MANIFESTS, Layout.TAGS));
        try (OpenDirectory open = files.openUnlisted(directory)) {
            IntStream positions = IntStream.range(0, tags.size());
            return (tags.size() > Readers.MANY ? positions.parallel() : positions)
                    .allMatch(i -> isStill(
                            open, Path.of(tags.names().name(i), Layout.CURRENT, Layout.LINK), tags.fingerprint(i)));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean revisionsAreUnchanged(Remembered before) {
        Map<Digest, ScannedRevision> revisions = before.repository().revisions();
        if (revisions.isEmpty()) {
            return true;
        }
        Path directory = before.found().directory().resolve(Path.of(Layout.MANIFESTS, Layout.REVISIONS));
        try (OpenDirectory open = files.openUnlisted(directory)) {
            return Readers.stream(revisions.values()).allMatch(revision -> isStill(open, revision));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isStill(OpenDirectory revisions, ScannedRevision revision) {
        Link.Target link = (Link.Target) revision.link();
        Path path = Path.of(String.join("/", Layout.digestLink(revision.digest())));
        return isStill(revisions, path, link.state().fingerprint()) && manifests.isParsed(link.digest());
    }

    private static boolean isStill(OpenDirectory directory, Path link, long fingerprint) {
        return directory
                .state(link)
                .filter(state -> state.fingerprint() == fingerprint)
                .isPresent();
    }
}
