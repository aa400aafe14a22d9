package io.registryexporter.exporter.metrics;

import java.time.Duration;
import java.time.Instant;

/**
 * How the last scan went.
 *
 * @param success whether it gave an inventory; if not, the one before is still served
 * @param scans how many scans have ended, this one included
 */
public record ScanStatus(boolean success, Duration duration, Instant end, long scans) {}
