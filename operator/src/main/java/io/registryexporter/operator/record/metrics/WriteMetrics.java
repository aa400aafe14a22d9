package io.registryexporter.operator.record.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.execute.WriteListener;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.List;

/** Counts write requests to workloads by their result; there are none in steady state. */
public final class WriteMetrics implements WriteListener {
    private final Counter writes;

    public WriteMetrics(CollectorRegistry registry) {
        writes = Counter.build(
                        "registry_exporter_operator_workload_writes_total", "Write requests to workloads, by outcome.")
                .labelNames("outcome")
                .register(registry);
        List.of("done", "gone", "conflict", "forbidden", "rejected").forEach(writes::labels);
    }

    @Override
    public void written(WorkloadId workload, Result result) {
        writes.labels(result.metricLabel()).inc();
    }
}
