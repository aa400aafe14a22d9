package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.incremental.PreviousScan;
import io.registryexporter.exporter.scan.incremental.UnchangedBlobs;
import io.registryexporter.exporter.scan.reader.BlobDirectory;
import io.registryexporter.exporter.scan.reader.BlobLister;
import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.scan.reader.Reading;
import io.registryexporter.exporter.scan.result.BlobFaults;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.StoredBlobs;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Lists the blobs on several threads: {@code blobs/<algorithm>/<first two>/<encoded>/data} (R13). */
final class BlobScanner {
    private final StorageFiles files;
    private final Layout layout;
    private final PreviousScan previous;
    private final Clock clock;
    private final Duration recheckInterval;

    /** @param recheckInterval within which each blob is looked at again in its place; zero for never */
    BlobScanner(StorageFiles files, Layout layout, PreviousScan previous, Clock clock, Duration recheckInterval) {
        this.files = files;
        this.layout = layout;
        this.previous = previous;
        this.clock = clock;
        this.recheckInterval = recheckInterval;
    }

    /**
     * The blobs of a storage.
     *
     * @param there whether the storage has a directory {@code blobs}
     * @param faults why blobs cannot be looked at
     * @param next what the next scan may take over
     */
    record Blobs(boolean there, StoredBlobs stored, BlobFaults faults, PreviousScan.Blobs next) {}

    /**
     * Lists all blobs; entries among them that are no blobs are damage.
     *
     * @throws InterruptedException if the scan was interrupted
     */
    Reading<Blobs> scan(ReaderPool readers, ScanProgress progress) throws InterruptedException {
        Reading<BlobLister.Listed> listed = new BlobLister(files, layout, previous.digests()).list();
        Map<Path, BlobLister.BlobDirectoryTask> tasks = listed.value().directories();
        UnchangedBlobs unchanged = new UnchangedBlobs(files, previous, tasks.keySet(), recheckInterval, clock);
        progress.begin("directories of blobs", tasks.size());
        List<Reading<BlobDirectory>> results = readers.all(tasks.entrySet().stream()
                .<Callable<Reading<BlobDirectory>>>map(task -> () -> {
                    Reading<BlobDirectory> directory = unchanged.read(task.getKey(), task.getValue());
                    progress.one();
                    return directory;
                })
                .toList());
        progress.begin("", 0);
        Map<Path, Reading<BlobDirectory>> directories = new LinkedHashMap<>();
        List<Damage> damages = new ArrayList<>(listed.damages());
        int next = 0;
        for (Path path : tasks.keySet()) {
            Reading<BlobDirectory> directory = results.get(next++);
            directories.put(path, directory);
            damages.addAll(directory.damages());
        }
        StoredBlobs stored = previous.stored(directories);
        return new Reading<>(
                new Blobs(
                        listed.value().there(),
                        stored,
                        faults(listed.value().faults(), directories),
                        unchanged.next(directories, stored)),
                damages);
    }

    private BlobFaults faults(Map<String, DamageReason> listed, Map<Path, Reading<BlobDirectory>> directories) {
        Map<Integer, DamageReason> byNumber = new HashMap<>();
        Map<String, DamageReason> byPath = new HashMap<>(listed);
        directories.forEach((path, directory) -> {
            byNumber.putAll(directory.value().faults());
            directory.value().fault().ifPresent(reason -> byPath.put(layout.describe(path), reason));
        });
        return new BlobFaults(Map.copyOf(byNumber), Map.copyOf(byPath));
    }
}
