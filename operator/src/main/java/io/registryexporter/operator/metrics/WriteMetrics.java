package io.registryexporter.operator.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.registryexporter.operator.apply.WriteListener;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.List;

/** Write requests to workloads by what came of them; none in steady state. */
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
    public void written(WorkloadId workload, Written outcome) {
        writes.labels(label(outcome)).inc();
    }

    private static String label(Written outcome) {
        if (outcome instanceof Written.Done) {
            return "done";
        }
        if (outcome instanceof Written.Gone) {
            return "gone";
        }
        if (outcome instanceof Written.Conflict) {
            return "conflict";
        }
        return outcome instanceof Written.Forbidden ? "forbidden" : "rejected";
    }
}
