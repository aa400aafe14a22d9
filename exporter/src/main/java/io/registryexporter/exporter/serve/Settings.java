package io.registryexporter.exporter.serve;

import io.registryexporter.common.build.BuildInfo;
import io.registryexporter.exporter.http.ListenAddress;
import io.registryexporter.exporter.metrics.SeriesOptions;
import io.registryexporter.exporter.scan.ScanIntervals;
import io.registryexporter.exporter.storage.RegistryProxy;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a running exporter.
 *
 * @param path the v2 directory or the rootdirectory
 */
public record Settings(
        Path path, Web web, Scanning scanning, Registry registry, SeriesOptions series, BuildInfo build) {

    /**
     * How the exporter serves.
     *
     * @param telemetryPath of the metrics
     * @param configFile exporter-toolkit's file
     */
    public record Web(ListenAddress listenAddress, String telemetryPath, Optional<Path> configFile) {}

    /**
     * How the exporter scans.
     *
     * @param threads how many threads read
     * @param interval from the end of a scan to the start of the next; zero to scan at each scrape
     * @param maxOpsPerSecond how many operations on the file system a scan begins per second; 0 for no limit
     * @param intervals for how long a scan relies on earlier ones
     * @param stuckAfter for how long a scan may be idle before it is abandoned; zero for ever
     */
    public record Scanning(
            int threads, Duration interval, int maxOpsPerSecond, ScanIntervals intervals, Duration stuckAfter) {}

    /** The registry that serves the storage. */
    public record Registry(RegistryVersion version, RegistryProxy proxy) {}

    boolean scansAtEachScrape() {
        return scanning.interval().isZero();
    }
}
