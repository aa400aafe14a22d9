package io.registryexporter.exporter.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import io.registryexporter.common.build.BuildInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The families {@code registry_exporter_*}: the build, and whether scans succeed. */
public final class ExporterCollector extends Collector implements Collector.Describable {
    private final BuildInfo build;
    private final Supplier<Optional<ScanStatus>> lastScan;
    private final IntSupplier stuckScans;
    private final Supplier<Optional<WebConfigStatus>> webConfig;

    /**
     * Collects at each scrape.
     *
     * @param stuckScans how many abandoned scans still keep a thread
     * @param webConfig none without a file
     */
    public ExporterCollector(
            BuildInfo build,
            Supplier<Optional<ScanStatus>> lastScan,
            IntSupplier stuckScans,
            Supplier<Optional<WebConfigStatus>> webConfig) {
        this.build = build;
        this.lastScan = lastScan;
        this.stuckScans = stuckScans;
        this.webConfig = webConfig;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return families(lastScan.get(), webConfig.get());
    }

    @Override
    public List<MetricFamilySamples> describe() {
        return families(Optional.empty(), Optional.empty());
    }

    private List<MetricFamilySamples> families(Optional<ScanStatus> scan, Optional<WebConfigStatus> webConfigStatus) {
        return List.of(
                new GaugeMetricFamily(
                                "registry_exporter_build_info",
                                "The exporter's version, revision and Java runtime.",
                                List.of("version", "revision", "java"))
                        .addMetric(List.of(build.version(), build.revision(), build.java()), 1),
                new CounterMetricFamily(
                        "registry_exporter_scans_total",
                        "Scans of the storage that have ended.",
                        scan.map(ScanStatus::scans).orElse(0L)),
                new GaugeMetricFamily(
                        "registry_exporter_stuck_scans",
                        "Scans that were given up because the storage did not answer, and that still hold a thread.",
                        stuckScans.getAsInt()),
                gauge(
                        "registry_exporter_scan_success",
                        "Whether the last scan succeeded. If not, the numbers are those of the last one that did.",
                        scan,
                        status -> status.success() ? 1 : 0),
                gauge(
                        "registry_exporter_scan_duration_seconds",
                        "How long the last scan took.",
                        scan,
                        status -> status.duration().toNanos() / NANOSECONDS_PER_SECOND),
                gauge(
                        "registry_exporter_scan_end_timestamp_seconds",
                        "When the last scan ended, in seconds since 1970.",
                        scan,
                        status -> status.end().toEpochMilli() / MILLISECONDS_PER_SECOND),
                gauge(
                        "registry_exporter_web_config_success",
                        "Whether the file of --web.config.file as it is now is in force. If not, an earlier state of it is.",
                        webConfigStatus,
                        status -> status.inForce() ? 1 : 0),
                gauge(
                        "registry_exporter_tls_certificate_not_after_timestamp_seconds",
                        "When the server's certificate ends, or one of its chain before it, in seconds since 1970.",
                        webConfigStatus.flatMap(WebConfigStatus::certificateEnd),
                        end -> end.toEpochMilli() / MILLISECONDS_PER_SECOND));
    }

    /** A gauge without a sample if the subject is absent. */
    private static <T> MetricFamilySamples gauge(
            String name, String help, Optional<T> subject, ToDoubleFunction<T> value) {
        GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of());
        subject.ifPresent(known -> family.addMetric(List.of(), value.applyAsDouble(known)));
        return family;
    }
}
