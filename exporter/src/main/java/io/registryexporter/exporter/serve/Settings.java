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
 * What a running exporter is told.
 *
 * @param path the v2 directory or the rootdirectory
 * @param webConfigFile exporter-toolkit's file
 * @param scanInterval from the end of a scan to the start of the next; zero to scan at each scrape
 * @param scanIntervals how long a scan trusts what the ones before found
 * @param stuckAfter after how long in which nothing is read or listed a scan is given up; zero for never
 * @param scanThreads how many threads read
 * @param maxOpsPerSecond how often the file system is asked at most; 0 for no limit
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
