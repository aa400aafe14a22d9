package io.registryexporter.operator.record.metrics;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.record.status.Target;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Exports workloads by state and reason, and resources, after the last round of each resource. */
public final class WorkloadsCollector extends Collector implements TargetListener {
    private final Map<ResourceID, List<Reason>> reasons = new ConcurrentHashMap<>();

    @Override
    public void roundEnded(RegistryExporter resource, List<Target> targets) {
        reasons.put(
                ResourceID.fromResource(resource),
                targets.stream().map(target -> target.verdict().reason()).toList());
    }

    @Override
    public void resourceDeleted(RegistryExporter resource) {
        reasons.remove(ResourceID.fromResource(resource));
    }

    /** Every reason has a series; its value is 0 without a workload. */
    @Override
    public List<MetricFamilySamples> collect() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        reasons.values().stream().flatMap(Collection::stream).forEach(reason -> counts.merge(reason, 1, Integer::sum));
        GaugeMetricFamily workloads = new GaugeMetricFamily(
                "registry_exporter_operator_workloads",
                "Workloads that a RegistryExporter selects, by state and reason.",
                List.of("state", "reason"));
        Arrays.stream(Reason.values())
                .forEach(reason -> workloads.addMetric(
                        List.of(reason.state().toString(), reason.toString()), counts.getOrDefault(reason, 0)));
        return List.of(
                workloads,
                new GaugeMetricFamily(
                        "registry_exporter_operator_resources",
                        "RegistryExporters that have been reconciled.",
                        reasons.size()));
    }
}
