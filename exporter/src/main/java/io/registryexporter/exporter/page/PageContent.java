package io.registryexporter.exporter.page;

import io.registryexporter.common.build.BuildInfo;
import io.registryexporter.exporter.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page tells.
 *
 * @param telemetryPath where the metrics are, of an exporter that serves
 * @param notices what must be said before all else, a sentence each
 * @param report nothing before the first scan has ended
 * @param now from which ages are counted
 */
public record PageContent(
        BuildInfo build, Optional<String> telemetryPath, List<String> notices, Optional<Report> report, Instant now) {}
