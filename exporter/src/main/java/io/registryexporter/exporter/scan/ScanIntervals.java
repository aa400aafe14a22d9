package io.registryexporter.exporter.scan;

import java.time.Duration;

/**
 * How long a scanner trusts what it remembers.
 *
 * @param full after how long all that is remembered is forgotten once; zero for each scan
 * @param recheck within which each blob is looked at again in its place, manifests at each scan; zero for never
 */
public record ScanIntervals(Duration full, Duration recheck) {

    /** For a scan that remembers nothing. */
    public static ScanIntervals ofSingleScan() {
        return new ScanIntervals(Duration.ZERO, Duration.ZERO);
    }
}
