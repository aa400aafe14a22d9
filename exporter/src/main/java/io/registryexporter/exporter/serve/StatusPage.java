package io.registryexporter.exporter.serve;

import io.registryexporter.exporter.http.HtmlPage;
import io.registryexporter.exporter.metrics.ScanStatus;
import io.registryexporter.exporter.page.Page;
import io.registryexporter.exporter.page.PageContent;
import io.registryexporter.exporter.report.Report;
import io.registryexporter.exporter.report.RepositoryOrder;
import io.registryexporter.exporter.report.Units;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The page at {@code /}: the result of the last successful scan, and whether scans succeed. */
final class StatusPage implements HtmlPage {
    private static final Report.Extent EXTENT = new Report.Extent(RepositoryOrder.STORED, Integer.MAX_VALUE, 20);

    private final Settings settings;
    private final LatestScan latest;
    private final Clock clock;
    private Optional<Page> loaded = Optional.empty();

    StatusPage(Settings settings, LatestScan latest, Clock clock) {
        this.settings = settings;
        this.latest = latest;
        this.clock = clock;
    }

    @Override
    public String contentSecurityPolicy() {
        return page().headerPolicy();
    }

    @Override
    public void writeTo(Writer out) {
        page().write(content(), out);
    }

    /** Loaded on the first request: nobody may ever open the page of a sidecar. */
    private synchronized Page page() {
        if (loaded.isEmpty()) {
            loaded = Optional.of(Page.load());
        }
        return loaded.get();
    }

    private PageContent content() {
        Optional<LatestScan.Kept> kept = latest.kept();
        return new PageContent(
                settings.build(),
                Optional.of(settings.web().telemetryPath()),
                notices(kept, latest.status()),
                kept.map(scan ->
                        Report.of(scan.outcome().inventory(), settings.path().toString(), scan.at(), EXTENT)),
                clock.instant());
    }

    private static List<String> notices(Optional<LatestScan.Kept> kept, Optional<ScanStatus> status) {
        if (status.isEmpty()) {
            return List.of("The first scan is under way. Reload in a moment.");
        }
        if (status.get().success()) {
            return List.of();
        }
        String failed = "The scan that ended at " + Units.time(status.get().end()) + " failed; the log says why.";
        return List.of(kept.isPresent() ? failed + " What follows is from the last one that succeeded." : failed);
    }
}
