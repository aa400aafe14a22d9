package io.registryexporter.exporter.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The families {@code registry_exporter_*}: the build, and how the scans go. */
public final class ExporterCollector extends Collector implements Collector.Describable {
    private final BuildInfo build;
    private final Supplier<Optional<ScanStatus>> lastScan;
    private final IntSupplier stuckScans;

    /** @param stuckScans that were given up and still hold a thread */
    public ExporterCollector(BuildInfo build, Supplier<Optional<ScanStatus>> lastScan, IntSupplier stuckScans) {
        this.build = build;
        this.lastScan = lastScan;
        this.stuckScans = stuckScans;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return families(lastScan.get());
    }

    @Override
    public List<MetricFamilySamples> describe() {
        return families(Optional.empty());
    }

    private List<MetricFamilySamples> families(Optional<ScanStatus> scan) {
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
                        status -> status.end().toEpochMilli() / MILLISECONDS_PER_SECOND));
    }

    /** A gauge that has no sample before the first scan has ended. */
    private static MetricFamilySamples gauge(
            String name, String help, Optional<ScanStatus> scan, ToDoubleFunction<ScanStatus> value) {
        GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of());
        scan.ifPresent(status -> family.addMetric(List.of(), value.applyAsDouble(status)));
        return family;
    }
}
