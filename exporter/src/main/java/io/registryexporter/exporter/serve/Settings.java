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
 * @param webConfigFile exporter-toolkit's file
 * @param scanInterval from the end of a scan to the start of the next; zero to scan at each scrape
 * @param scanIntervals for how long a scan relies on earlier ones
 * @param stuckAfter for how long a scan may be idle before it is abandoned; zero for ever
 * @param scanThreads how many threads read
 * @param maxOpsPerSecond how many operations on the file system a scan begins per second; 0 for no limit
 */
public record Settings(
        Path path,
        ListenAddress listenAddress,
        String telemetryPath,
        Optional<Path> webConfigFile,
        Duration scanInterval,
        ScanIntervals scanIntervals,
        Duration stuckAfter,
        int scanThreads,
        int maxOpsPerSecond,
        RegistryVersion registryVersion,
        RegistryProxy registryProxy,
        SeriesOptions series,
        BuildInfo build) {

    boolean scansAtEachScrape() {
        return scanInterval.isZero();
    }
}
