package io.registryexporter.exporter.scan;

import java.time.Duration;

/**
 * For how long a scanner relies on earlier scans.
 *
 * @param full between two full scans, which take nothing over from earlier ones; zero to make every scan a full one
 * @param recheck within which each blob is looked at again in its place, manifests in each scan; zero for never
 */
public record ScanIntervals(Duration full, Duration recheck) {

    /** For a scan that has no previous one. */
    public static ScanIntervals ofSingleScan() {
        return new ScanIntervals(Duration.ZERO, Duration.ZERO);
    }
}
