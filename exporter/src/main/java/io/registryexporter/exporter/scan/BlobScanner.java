package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.DirectoryTimes;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Lists the blobs: {@code blobs/<algorithm>/<first two>/<encoded>/data} (R13). A blob comes and goes with an entry of
 * one of the directories of two characters, so one whose times have not moved is taken over from the scan before, unless
 * a blob in it has to be looked at in its place.
 */
final class BlobScanner {
    private final StorageFiles files;
    private final Layout layout;
    private final DigestTable digests;
    private final Clock clock;
    private final ScanMemory memory;
    private final Duration recheckInterval;
    private final List<Damage> damages = new ArrayList<>();
    private final Map<String, DamageReason> faults = new HashMap<>();
    private final Map<Path, Callable<BlobDirectory>> tasks = new LinkedHashMap<>();

    private boolean missing;
    private Optional<BlobRecheck> recheck = Optional.empty();

    /**
     * A scanner that is used once.
     *
     * @param recheckInterval within which each blob is looked at again in its place; zero for never
     */
    BlobScanner(StorageFiles files, Layout layout, ScanMemory memory, Clock clock, Duration recheckInterval) {
        this.files = files;
        this.layout = layout;
        this.digests = memory.digests();
        this.clock = clock;
        this.memory = memory;
        this.recheckInterval = recheckInterval;
    }

    /** The directories by their path; those that changed are read by {@code readers}. */
    Map<Path, BlobDirectory> scan(Readers readers, ScanProgress progress) throws InterruptedException {
        plan(layout.v2().resolve(Layout.BLOBS));
        if (!recheckInterval.isZero()) {
            recheck = Optional.of(new BlobRecheck(
                    files,
                    digests,
                    memory.manifests(),
                    memory.rotation().due(tasks.keySet(), recheckInterval, clock.instant())));
        }
        progress.begin("directories of blobs", tasks.size());
        List<BlobDirectory> results = readers.all(tasks.values().stream()
                .<Callable<BlobDirectory>>map(task -> () -> {
                    BlobDirectory directory = task.call();
                    progress.one();
                    return directory;
                })
                .toList());
        Map<Path, BlobDirectory> scanned = new LinkedHashMap<>();
        int next = 0;
        for (Path path : tasks.keySet()) {
            BlobDirectory directory = results.get(next++);
            directory.fault().ifPresent(reason -> faults.put(layout.describe(path), reason));
            scanned.put(path, directory);
            damages.addAll(directory.damages());
        }
        return scanned;
    }

    /** Whose turn is next. */
    BlobRotation rotation() {
        return memory.rotation().after(recheck.map(BlobRecheck::due).orElseGet(Set::of), clock.instant());
    }

    /** Whether there is no directory {@code blobs}. */
    boolean isMissing() {
        return missing;
    }

    /** What lies among the blobs and is none. */
    List<Damage> damages() {
        return damages;
    }

    /** Why blobs cannot be looked at. */
    static BlobFaults faults(Map<String, DamageReason> byPath, Map<Path, BlobDirectory> directories) {
        Map<Integer, DamageReason> byNumber = new HashMap<>();
        directories.values().forEach(directory -> byNumber.putAll(directory.faults()));
        return new BlobFaults(Map.copyOf(byNumber), Map.copyOf(byPath));
    }

    /** Why whole directories of blobs could not be listed, by their paths. */
    Map<String, DamageReason> faults() {
        return faults;
    }

    private void plan(Path blobs) {
        Node root = files.look(blobs);
        missing = root instanceof Node.Missing;
        if (!missing && !(root instanceof Node.Directory)) {
            DamageReason reason = fault(root);
            faults.put(Layout.BLOBS, reason);
            damages.add(new Damage(reason, Optional.empty(), Layout.BLOBS)
                    .blocking(reason.hidesWhatIsThere() ? Set.of() : GarbageCollectionMode.ALL));
        } else if (!missing) {
            for (Path entry : list(blobs)) {
                boolean algorithm = Digest.isAlgorithm(entry.getFileName().toString());
                if (algorithm && isListed(entry)) {
                    planAlgorithm(entry);
                } else if (!algorithm) {
                    task(entry, times -> reader("", entry).readOdd(times));
                }
            }
        }
    }

    private void planAlgorithm(Path algorithm) {
        for (Path entry : list(algorithm)) {
            if (files.lookAtListed(entry) instanceof Node.Directory) {
                task(
                        entry,
                        times -> reader(algorithm.getFileName().toString(), entry)
                                .read(times));
            } else {
                note(entry);
                task(entry, times -> reader("", entry).readOdd(times));
            }
        }
    }

    private boolean isListed(Path directory) {
        Node node = files.lookAtListed(directory);
        if (!(node instanceof Node.Directory)) {
            note(directory);
            task(directory, times -> reader("", directory).readOdd(times));
        }
        return node instanceof Node.Directory;
    }

    private List<Path> list(Path directory) {
        Listing listing = files.list(directory);
        if (listing instanceof Listing.Broken broken) {
            faults.put(layout.describe(directory), broken.reason());
            damages.add(new Damage(broken.reason(), Optional.empty(), layout.describe(directory)));
        }
        return listing.entries();
    }

    /** What is no directory keeps all that belongs below it from being looked at. */
    private void note(Path path) {
        Node node = files.look(path);
        boolean nothing = node instanceof Node.Missing
                || (node instanceof Node.Faulty faulty && faulty.reason() == DamageReason.SYMLINK_BROKEN);
        if (!nothing) {
            faults.put(layout.describe(path), fault(node));
        }
    }

    private static DamageReason fault(Node node) {
        return node instanceof Node.Faulty faulty ? faulty.reason() : DamageReason.NOT_A_DIRECTORY;
    }

    private interface Read {
        BlobDirectory with(Optional<DirectoryTimes> trusted);
    }

    private void task(Path path, Read read) {
        tasks.put(path, () -> {
            Optional<DirectoryTimes> times = DirectoryTimes.of(path);
            Optional<BlobDirectory> before =
                    Optional.ofNullable(memory.blobs().directories().get(path));
            boolean again = before.isPresent()
                    && recheck.filter(look -> look.isNeeded(path, before.get())).isPresent();
            if (!again && before.filter(known -> known.isStillWhat(times)).isPresent()) {
                return before.get();
            }
            BlobDirectory now = read.with(times.filter(t -> t.isSettled(clock.instant(), ScanMemory.SETTLED)));
            return before.filter(now::holdsTheSameAs).orElse(now);
        });
    }

    private BlobDirectoryReader reader(String algorithm, Path directory) {
        return new BlobDirectoryReader(files, layout, digests, algorithm, directory);
    }
}
