package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.manifest.ManifestParser;
import io.registryexporter.exporter.storage.BlobLocator;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Scans a storage, repository by repository on the threads of an executor. Not for several scans at a time: it
 * remembers what the last one parsed.
 */
public final class StorageScanner {
    private final Readers readers;
    private final RegistryVersion version;
    private final Clock clock;
    private final Pause pause;
    private final ManifestParser parser = new ManifestParser();
    private Map<Digest, ManifestReader.Parsed> parsedBefore = Map.of();
    private Map<String, Instant> emptyBefore = Map.of();

    public StorageScanner(ExecutorService readers, RegistryVersion version, Clock clock, Pause pause) {
        this.readers = new Readers(readers);
        this.version = version;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Reads everything once.
     *
     * @param root the directory that no symbolic link may leave
     * @param v2 the v2 directory in it
     * @throws IOException if the root cannot be resolved any more
     * @throws InterruptedException if the scan was interrupted
     */
    public ScannedStorage scan(Path root, Path v2) throws IOException, InterruptedException {
        Layout layout = new Layout(v2);
        StorageFiles files = new StorageFiles(root, v2);
        ManifestReader manifests = new ManifestReader(files, new BlobLocator(files, layout), parser, parsedBefore);
        EmptyLinks emptyLinks = new EmptyLinks(clock, emptyBefore);
        RepositoryScanner scanner = new RepositoryScanner(files, layout, manifests, emptyLinks, version);
        RepositoryFinder finder = new RepositoryFinder(files, layout);
        List<ScannedRepository> repositories = scanAll(finder.find(), scanner);
        parsedBefore = Map.copyOf(manifests.parsed());
        emptyBefore = Map.copyOf(emptyLinks.found());
        return new ScannedStorage(repositories, manifests.manifests(), finder.damages());
    }

    private List<ScannedRepository> scanAll(List<FoundRepository> found, RepositoryScanner scanner)
            throws InterruptedException {
        List<RepositoryDraft> drafts = readers.all(found.stream()
                .sorted(Comparator.comparing(FoundRepository::name))
                .<Callable<RepositoryDraft>>map(repository -> () -> scanner.read(repository))
                .toList());
        if (!drafts.stream().allMatch(RepositoryDraft::settled)) {
            pause.run();
        }
        return readers.all(drafts.stream()
                .<Callable<ScannedRepository>>map(draft -> () -> scanner.finish(draft))
                .toList());
    }
}
