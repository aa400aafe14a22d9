package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.incremental.PreviousScan;
import io.registryexporter.exporter.scan.incremental.UnchangedLayers;
import io.registryexporter.exporter.scan.incremental.UnchangedManifests;
import io.registryexporter.exporter.scan.incremental.UnchangedRepositories;
import io.registryexporter.exporter.scan.reader.FoundRepository;
import io.registryexporter.exporter.scan.reader.LayerReader;
import io.registryexporter.exporter.scan.reader.ManifestReader;
import io.registryexporter.exporter.scan.reader.Pause;
import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.scan.reader.Reading;
import io.registryexporter.exporter.scan.reader.RepositoryFinder;
import io.registryexporter.exporter.scan.reader.RevisionReader;
import io.registryexporter.exporter.scan.reader.TagReader;
import io.registryexporter.exporter.scan.reader.UnfinishedWrites;
import io.registryexporter.exporter.scan.reader.UploadReader;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.ScannedBlobs;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.ScannedUploads;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import io.registryexporter.exporter.storage.Volume;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One scan of a storage: puts the readers in their order, and their results together. Used once.
 *
 * <p>Reads the blobs first and then the repositories. An image that is pushed meanwhile may then lack its blobs for one
 * scan; read the other way round, its blobs would look like garbage.
 */
final class ScanRun {
    private final ScanOptions options;
    private final StorageFiles files;
    private final Layout layout;
    private final PreviousScan previous;
    private final ScanProgress progress;
    private final Instant start;

    ScanRun(ScanOptions options, StorageFiles files, Layout layout, PreviousScan previous, ScanProgress progress) {
        this.options = options;
        this.files = files;
        this.layout = layout;
        this.previous = previous;
        this.progress = progress;
        this.start = options.clock().instant();
    }

    /**
     * What every scan of a scanner has in common.
     *
     * @param intervals for which a scan relies on earlier ones
     * @param pause for a registry that is writing
     */
    record ScanOptions(
            ReaderPool readers, RegistryVersion version, ScanIntervals intervals, Clock clock, Pause pause) {}

    /** What a scan found, and what the next one may take over. */
    record Result(ScannedStorage scanned, PreviousScan next) {}

    /**
     * Reads everything.
     *
     * @param generation the number of this scan
     * @throws IOException if an entry disappeared without being removed from its directory
     * @throws InterruptedException if the scan was interrupted
     */
    Result run(long generation) throws IOException, InterruptedException {
        Reading<BlobScanner.Blobs> blobs = new BlobScanner(
                        files,
                        layout,
                        previous,
                        options.clock(),
                        options.intervals().recheck())
                .scan(options.readers(), progress);
        Reading<List<FoundRepository>> found = new RepositoryFinder(files, layout, options.version()).find();
        RepositoriesScan scan = new RepositoriesScan(options.readers(), found.value());
        UnfinishedWrites unfinished = new UnfinishedWrites(options.clock(), previous.unfinished());
        UnchangedManifests manifests = new UnchangedManifests(
                new ManifestReader(files, layout, blobs.value().stored(), previous.digests(), options.version()),
                previous);
        LayerReader layerReader = new LayerReader(files, layout, unfinished);
        UnchangedLayers layers = new UnchangedLayers(layerReader, previous, start);
        UnchangedRepositories unchanged = new UnchangedRepositories(files, manifests, layers, previous, start);
        RepositoryScanner scanner = new RepositoryScanner(
                new RepositoryScanner.RepositoryReaders(
                        new TagReader(files, layout, unfinished, options.version()),
                        new RevisionReader(files, layout, unfinished),
                        layerReader),
                manifests,
                layers,
                unchanged,
                previous.digests(),
                options.version(),
                start);
        List<ScannedRepository> repositories = scan.repositories(scanner, options.pause(), progress);
        Reading<Map<String, ScannedUploads>> uploads = scan.uploads(new UploadReader(files, layout));
        ScannedStorage scanned = new ScannedStorage(
                generation,
                repositories,
                new ScannedBlobs(
                        previous.digests(),
                        blobs.value().stored(),
                        manifests.lateBlobs(),
                        blobs.value().faults(),
                        manifests.all()),
                uploads.value(),
                volume(),
                damages(found, blobs, scan, uploads));
        files.vanished().requireRemoved(start);
        ScannedStorage result = previous.result().map(scanned::after).orElse(scanned);
        return new Result(result, previous.next(blobs.value().next(), unchanged, layers, result, unfinished.found()));
    }

    private List<Damage> damages(
            Reading<List<FoundRepository>> found,
            Reading<BlobScanner.Blobs> blobs,
            RepositoriesScan scan,
            Reading<Map<String, ScannedUploads>> uploads) {
        List<Damage> damages = new ArrayList<>(found.damages());
        damages.addAll(blobs.damages());
        if (!blobs.value().there() && scan.hasManifests()) {
            // Before the first layer has come there is nothing that could be missing.
            damages.add(new Damage(DamageReason.DIRECTORY_MISSING, Optional.empty(), layout.describe(layout.v2()))
                    .about(Layout.BLOBS)
                    .blocking(GarbageCollectionMode.ALL));
        }
        damages.addAll(uploads.damages());
        return damages;
    }

    /** The blobs may lie on a volume of their own. */
    private Optional<Volume> volume() {
        return Volume.of(layout.v2().resolve(Layout.BLOBS)).or(() -> Volume.of(layout.v2()));
    }
}
