package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.reader.FoundRepository;
import io.registryexporter.exporter.scan.reader.Pause;
import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.scan.reader.Reading;
import io.registryexporter.exporter.scan.reader.UploadReader;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedUploads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Reads the repositories of one scan, and their uploads, on several threads. */
final class RepositoriesScan {
    private final ReaderPool readers;
    private final List<FoundRepository> found;

    /** @param found all repositories, also those that have nothing but an upload */
    RepositoriesScan(ReaderPool readers, List<FoundRepository> found) {
        this.readers = readers;
        this.found = found;
    }

    /** Whether any of them is a repository, and more than an upload. */
    boolean hasManifests() {
        return found.stream().anyMatch(FoundRepository::manifests);
    }

    /**
     * Reads all repositories.
     *
     * @param pause what may be in the middle of a push is read again after it (R24)
     * @throws InterruptedException if the scan was interrupted
     */
    List<ScannedRepository> repositories(RepositoryScanner scanner, Pause pause, ScanProgress progress)
            throws InterruptedException {
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
        if (!drafts.stream().allMatch(RepositoryDraft::isConsistent)) {
            pause.run();
        }
        return readers.all(drafts.stream()
                .<Callable<ScannedRepository>>map(draft -> () -> scanner.finish(draft))
                .toList());
    }

    /**
     * Reads the unfinished uploads, by the names of the repositories that have any.
     *
     * @throws InterruptedException if the scan was interrupted
     */
    Reading<Map<String, ScannedUploads>> uploads(UploadReader reader) throws InterruptedException {
        List<FoundRepository> candidates =
                found.stream().filter(FoundRepository::uploads).toList();
        List<Reading<ScannedUploads>> results = readers.all(candidates.stream()
                .<Callable<Reading<ScannedUploads>>>map(repository -> () -> reader.read(repository))
                .toList());
        Map<String, ScannedUploads> uploads = new TreeMap<>();
        List<Damage> damages = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            damages.addAll(results.get(i).damages());
            if (results.get(i).value().count() > 0) {
                uploads.put(candidates.get(i).name(), results.get(i).value());
            }
        }
        return new Reading<>(uploads, damages);
    }
}
