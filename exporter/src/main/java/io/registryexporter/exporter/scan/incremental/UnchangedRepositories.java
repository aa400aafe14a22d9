package io.registryexporter.exporter.scan.incremental;

import io.registryexporter.exporter.scan.reader.FoundRepository;
import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.scan.result.OddLink;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedTags;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.OpenDirectory;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * The repositories that a scan takes over from the previous one. Tags and revisions come and go with entries of
 * directories, whose times show it. A link may be written again in its place, which changes nothing but the state of its
 * file, so the scan looks at every link. Only what is sound and older than {@link PreviousScan#TRUSTED_AGE} is taken over.
 * Safe for several threads.
 */
public final class UnchangedRepositories {
    private final StorageFiles files;
    private final UnchangedManifests manifests;
    private final UnchangedLayers layers;
    private final Instant start;
    private final Map<String, Known> previous;
    private final ConcurrentMap<String, Known> next = new ConcurrentHashMap<>();

    /**
     * A repository, and the directories that it was read from.
     *
     * @param needed the numbers of the digests that manifests name and that the repository has no plain link for
     */
    record Known(FoundRepository found, WatchedDirectories directories, ScannedRepository repository, int[] needed) {}

    /**
     * For one scan.
     *
     * @param start of the scan
     */
    public UnchangedRepositories(
            StorageFiles files,
            UnchangedManifests manifests,
            UnchangedLayers layers,
            PreviousScan previous,
            Instant start) {
        this.files = files;
        this.manifests = manifests;
        this.layers = layers;
        this.start = start;
        this.previous = previous.repositories();
    }

    /** The repository of the previous scan, if nothing has changed. */
    public Optional<ScannedRepository> takeOver(FoundRepository found) {
        Optional<Known> unchanged =
                Optional.ofNullable(previous.get(found.name())).filter(known -> isUnchanged(known, found));
        unchanged.ifPresent(known -> next.put(found.name(), known));
        return unchanged.map(Known::repository);
    }

    /**
     * Keeps a repository for the next scan, if that scan can find out whether the repository has changed.
     *
     * @param watched the directories in which links of the repository come and go
     * @param needed the numbers of the digests that manifests name as blobs
     */
    public void keep(FoundRepository found, ScannedRepository repository, List<Path> watched, int[] needed) {
        boolean sound = repository.damages().isEmpty()
                && repository.hasTags()
                && repository.revisionFaults().isEmpty()
                && repository.oddRevisions().stream().allMatch(OddLink::isTarget)
                && repository.tags().stream().allMatch(tag -> tag.validName() && isOldTarget(tag.link()))
                && repository.revisions().values().stream().allMatch(this::isSound);
        if (sound) {
            int[] lacking = IntStream.of(needed)
                    .filter(number -> !repository.layers().isPlain(number))
                    .toArray();
            WatchedDirectories.of(watched, start)
                    .map(directories -> new Known(found, directories, repository, lacking))
                    .ifPresent(known -> next.put(repository.name(), known));
        }
    }

    /** The repositories that the next scan may take over, by their names. */
    Map<String, Known> next() {
        return next;
    }

    private boolean isSound(ScannedRevision revision) {
        return revision.listed()
                && isOldTarget(revision.link())
                && manifests.isParsed(((Link.Target) revision.link()).digest());
    }

    private boolean isOldTarget(Link link) {
        return link instanceof Link.Target target && target.state().isOlderThan(PreviousScan.TRUSTED_AGE, start);
    }

    private boolean isUnchanged(Known known, FoundRepository found) {
        return known.found().equals(found)
                && known.directories().areUnchanged()
                && layersAreUnchanged(known)
                && tagsAreUnchanged(known)
                && revisionsAreUnchanged(known);
    }

    /** Links that are taken over are the same object. */
    @SuppressWarnings("ReferenceEquality")
    private boolean layersAreUnchanged(Known known) {
        return layers.takeOver(known.found(), known.needed())
                .filter(links -> links == known.repository().layers())
                .isPresent();
    }

    private boolean tagsAreUnchanged(Known known) {
        ScannedTags tags = known.repository().tags();
        if (tags.isEmpty()) {
            return true;
        }
        Path directory = known.found().directory().resolve(Path.of(Layout.MANIFESTS, Layout.TAGS));
        try (OpenDirectory open = files.openUnlisted(directory)) {
            IntStream positions = IntStream.range(0, tags.size());
            return (tags.size() > ReaderPool.MANY ? positions.parallel() : positions)
                    .allMatch(i -> isUnchanged(
                            open, Path.of(tags.names().name(i), Layout.CURRENT, Layout.LINK), tags.fingerprint(i)));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean revisionsAreUnchanged(Known known) {
        Map<Digest, ScannedRevision> revisions = known.repository().revisions();
        if (revisions.isEmpty()) {
            return true;
        }
        Path directory = known.found().directory().resolve(Path.of(Layout.MANIFESTS, Layout.REVISIONS));
        try (OpenDirectory open = files.openUnlisted(directory)) {
            return ReaderPool.stream(revisions.values()).allMatch(revision -> isUnchanged(open, revision));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isUnchanged(OpenDirectory revisions, ScannedRevision revision) {
        Link.Target link = (Link.Target) revision.link();
        Path path = Path.of(String.join("/", Layout.digestLink(revision.digest())));
        return isUnchanged(revisions, path, link.state().fingerprint()) && manifests.isParsed(link.digest());
    }

    private static boolean isUnchanged(OpenDirectory directory, Path link, long fingerprint) {
        return directory
                .state(link)
                .filter(state -> state.fingerprint() == fingerprint)
                .isPresent();
    }
}
