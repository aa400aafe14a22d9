package io.registryexporter.exporter.page;

import io.registryexporter.common.build.BuildInfo;
import io.registryexporter.exporter.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The content of the page.
 *
 * @param telemetryPath the path of the metrics; none for a file
 * @param notices sentences at the top of the page
 * @param report none before the first scan has ended
 * @param now the time that ages refer to
 */
public record PageContent(
        BuildInfo build, Optional<String> telemetryPath, List<String> notices, Optional<Report> report, Instant now) {}
