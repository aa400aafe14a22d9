package io.registryexporter.it.exporter;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.metrics.InventoryFamilies;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.metrics.SelectedSeries;
import io.registryexporter.exporter.metrics.SeriesOptions;
import io.registryexporter.exporter.scan.ScanIntervals;
import io.registryexporter.exporter.scan.StorageScanner;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryProxy;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.Surroundings;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.Scrape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Scans of one exporter, one after the other. Its clock is an hour ahead, so that what has just been written is old
 * enough to be remembered; in a process of its own that would take a minute for each scan.
 */
final class IncrementalScanning implements AutoCloseable {
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    private final ExecutorService readers = Executors.newFixedThreadPool(2);
    private final Path root;
    private final Clock clock;
    private final RegistryVersion version;
    private final StorageScanner scanner;
    private long generation;

    IncrementalScanning(RealRegistry registry) {
        this(registry.root(), RegistryVersion.V2, LATER);
    }

    IncrementalScanning(RealRegistry registry, RegistryVersion version) {
        this(registry.root(), version, LATER);
    }

    /** At the times that a clock tells. */
    IncrementalScanning(Path root, RegistryVersion version, Clock clock) {
        this.root = root;
        this.version = version;
        this.clock = clock;
        this.scanner = scanner();
    }

    private StorageScanner scanner() {
        return new StorageScanner(
                readers,
                version,
                new ScanIntervals(Duration.ofDays(1), Duration.ofHours(1)),
                Pace.unlimited(),
                clock,
                () -> {});
    }

    /** Whether the storage is as the scan before found it. */
    boolean findsNothingNew() {
        return scan(scanner).generation() == generation;
    }

    /** The series of a scan that remembers the ones before. */
    Map<String, Double> series() {
        ScannedStorage scanned = scan(scanner);
        generation = scanned.generation();
        return series(scanned);
    }

    /** The series of a scan that remembers nothing. */
    Map<String, Double> seriesFromScratch() {
        return series(scan(scanner()));
    }

    private ScannedStorage scan(StorageScanner with) {
        try {
            return with.scan(root, root.resolve("docker/registry/v2"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Double> series(ScannedStorage scanned) {
        Inventory inventory = new InventoryBuilder(version, RegistryProxy.FALSE).build(scanned, Surroundings.plain());
        SeriesOptions options = SeriesOptions.everything();
        RenderedFamilies families = RenderedFamilies.render(
                new InventoryFamilies().of(inventory, SelectedSeries.of(inventory, options), options));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            families.plain(new byte[0]).writeTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Double> samples =
                Scrape.parse(text.toString(StandardCharsets.UTF_8)).of("repository_", "registry_");
        // Others write on this volume, too.
        samples.keySet().removeIf(series -> series.startsWith("registry_filesystem_"));
        inventory.damages().forEach(damage -> samples.put(damage.toString(), 1.0));
        return samples;
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
