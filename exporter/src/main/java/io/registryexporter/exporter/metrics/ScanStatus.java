package io.registryexporter.exporter.metrics;

import java.time.Duration;
import java.time.Instant;

/**
 * The status of the last scan.
 *
 * @param success whether the scan gave an inventory; if not, the previous inventory is still served
 * @param scans how many scans have ended, this one included
 */
public record ScanStatus(boolean success, Duration duration, Instant end, long scans) {}
