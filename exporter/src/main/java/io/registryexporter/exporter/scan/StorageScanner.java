package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.manifest.ManifestParser;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.LinkReader;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import io.registryexporter.exporter.storage.StorageIdentity;
import io.registryexporter.exporter.storage.StorageReplacedException;
import io.registryexporter.exporter.storage.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Scans a storage on the threads of an executor. Not for several scans at a time: it remembers what the last one read
 * and need not be read again.
 */
public final class StorageScanner {
    private final Readers readers;
    private final RegistryVersion version;
    private final ScanIntervals intervals;
    private final Pace pace;
    private final Clock clock;
    private final Pause pause;
    private final ManifestParser parser;
    private ScanMemory memory;
    private Optional<StorageIdentity> known = Optional.empty();
    private volatile Optional<Seen> seen = Optional.empty();
    private long scans;
    private volatile ScanProgress progress = new ScanProgress();

    /**
     * What the last scan that succeeded found.
     *
     * @param repositories whether there were any
     * @param blobs whether there were any
     */
    private record Seen(StorageIdentity identity, boolean repositories, boolean blobs) {}

    /**
     * A scanner that remembers nothing yet.
     *
     * @param intervals for which it trusts what it remembers
     * @param pace at which the file system is asked
     */
    public StorageScanner(
            ExecutorService readers,
            RegistryVersion version,
            ScanIntervals intervals,
            Pace pace,
            Clock clock,
            Pause pause) {
        this.readers = new Readers(readers);
        this.version = version;
        this.parser = new ManifestParser(version);
        this.intervals = intervals;
        this.pace = pace;
        this.clock = clock;
        this.pause = pause;
        this.memory = ScanMemory.empty(clock.instant(), Map.of());
    }

    /**
     * Reads the blobs first and then the repositories. What is pushed meanwhile may then lack its blobs for one scan;
     * read the other way round, its blobs would look like garbage.
     *
     * @param root the directory that no symbolic link may leave
     * @param v2 the v2 directory in it
     * @throws IOException if the root cannot be resolved any more, or another storage is there than at the start
     * @throws InterruptedException if the scan was interrupted
     */
    public ScannedStorage scan(Path root, Path v2) throws IOException, InterruptedException {
        return scan(root, v2, new ScanProgress());
    }

    /** The same, and tells how far it is. */
    public ScannedStorage scan(Path root, Path v2, ScanProgress progress) throws IOException, InterruptedException {
        this.progress = progress;
        StorageIdentity identity = StorageIdentity.of(root, v2);
        forgetWhatIsOld(identity);
        // What is remembered of a storage that is replaced meanwhile is of neither.
        known = Optional.empty();
        Instant start = clock.instant();
        Layout layout = new Layout(v2);
        StorageFiles files = new StorageFiles(root, v2, pace);
        BlobScanner blobs = new BlobScanner(files, layout, memory, clock, intervals.recheck());
        Map<Path, BlobDirectory> directories = blobs.scan(readers, progress);
        StoredBlobs stored = memory.stored(directories);
        progress.begin("", 0);
        RepositoryFinder finder = new RepositoryFinder(files, layout, version);
        List<FoundRepository> found = new ArrayList<>(finder.find());
        found.sort(Comparator.comparing(FoundRepository::name));
        memory.manifests().beginScan();
        ManifestReader manifests =
                new ManifestReader(files, layout, stored, parser, memory.digests(), memory.manifests(), version);
        UnsettledEntries unsettled = new UnsettledEntries(clock, memory.unsettled());
        LinkReader links = new LinkReader(files);
        LayerReader layers = new LayerReader(
                new LinkTreeReader(files, layout, links), links, memory.digests(), unsettled, start, memory.layers());
        RepositoryMemory repositoryMemory =
                new RepositoryMemory(files, manifests, layers, start, memory.repositories());
        List<ScannedRepository> repositories = repositories(
                found,
                new RepositoryScanner(
                        files,
                        layout,
                        manifests,
                        memory.digests(),
                        unsettled,
                        repositoryMemory,
                        layers,
                        version,
                        start),
                progress);
        List<Damage> damages = new ArrayList<>(finder.damages());
        damages.addAll(blobs.damages());
        if (blobs.isMissing() && found.stream().anyMatch(FoundRepository::manifests)) {
            // Before the first layer has come there is nothing that could be missing.
            damages.add(new Damage(DamageReason.DIRECTORY_MISSING, Optional.empty(), layout.describe(layout.v2()))
                    .about(Layout.BLOBS)
                    .blocking(GarbageCollectionMode.ALL));
        }
        Map<String, ScannedUploads> uploads = uploads(found, new UploadReader(files, layout), damages);
        ScannedStorage result = new ScannedStorage(
                ++scans,
                repositories,
                manifests.all(),
                memory.digests(),
                stored,
                manifests.lateBlobs(),
                BlobScanner.faults(blobs.faults(), directories),
                uploads,
                volume(layout),
                damages);
        files.vanished().requireTakenOut(start);
        StorageIdentity after = StorageIdentity.of(root, v2);
        identity.requireStill(after, seen.map(Seen::identity));
        requireNotEmptied(after, repositories, stored);
        ScannedStorage scanned = memory.last().map(result::after).orElse(result);
        known = Optional.of(after);
        seen = Optional.of(new Seen(after, !repositories.isEmpty(), stored.count() > 0));
        memory = memory.with(
                new ScanMemory.Blobs(directories, stored),
                repositoryMemory.remembered(),
                layers.remembered(),
                scanned,
                unsettled.found(),
                blobs.rotation());
        return scanned;
    }

    /** A mount point without its volume looks like a registry that has lost all. */
    private void requireNotEmptied(StorageIdentity now, List<ScannedRepository> repositories, StoredBlobs blobs)
            throws StorageReplacedException {
        boolean emptied = seen.filter(before -> !before.identity().equals(now))
                .filter(before ->
                        (before.repositories() && repositories.isEmpty()) || (before.blobs() && blobs.count() == 0))
                .isPresent();
        if (emptied) {
            throw StorageReplacedException.emptied();
        }
    }

    /** Knows of the storage what another scanner has seen, and remembers none of its entries. */
    void succeed(StorageScanner earlier) {
        seen = earlier.seen;
    }

    /** Another number each time that something has been asked of the file system. */
    public long moves() {
        return pace.moves() + progress.moves();
    }

    /** The blobs may lie on a volume of their own. */
    private static Optional<Volume> volume(Layout layout) {
        return Volume.of(layout.v2().resolve(Layout.BLOBS)).or(() -> Volume.of(layout.v2()));
    }

    private void forgetWhatIsOld(StorageIdentity identity) {
        Duration age = Duration.between(memory.since(), clock.instant());
        boolean another = !known.equals(Optional.of(identity));
        if (another || age.compareTo(intervals.full()) >= 0 || memory.isMostlyOld()) {
            memory = ScanMemory.empty(clock.instant(), memory.unsettled());
        }
    }

    private List<ScannedRepository> repositories(
            List<FoundRepository> found, RepositoryScanner scanner, ScanProgress progress) throws InterruptedException {
        List<Callable<RepositoryDraft>> tasks = found.stream()
                .filter(FoundRepository::manifests)
                .<Callable<RepositoryDraft>>map(repository -> () -> {
                    RepositoryDraft draft = scanner.read(repository);
                    progress.one();
                    return draft;
                })
                .toList();
        progress.begin("repositories", tasks.size());
        List<RepositoryDraft> drafts = readers.all(tasks);
        if (!drafts.stream().allMatch(RepositoryDraft::settled)) {
            pause.run();
        }
        return readers.all(drafts.stream()
                .<Callable<ScannedRepository>>map(draft -> () -> scanner.finish(draft))
                .toList());
    }

    private Map<String, ScannedUploads> uploads(List<FoundRepository> found, UploadReader reader, List<Damage> damages)
            throws InterruptedException {
        List<FoundRepository> candidates =
                found.stream().filter(FoundRepository::uploads).toList();
        List<UploadReader.Read> results = readers.all(candidates.stream()
                .<Callable<UploadReader.Read>>map(repository -> () -> reader.read(repository))
                .toList());
        Map<String, ScannedUploads> uploads = new TreeMap<>();
        for (int i = 0; i < results.size(); i++) {
            damages.addAll(results.get(i).damages());
            if (results.get(i).uploads().count() > 0) {
                uploads.put(candidates.get(i).name(), results.get(i).uploads());
            }
        }
        return uploads;
    }
}
