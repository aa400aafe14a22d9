package io.registryexporter.operator.record.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Exports the rounds of the framework as Prometheus metrics. */
public final class RoundMetrics implements Metrics {
    private final Set<ResourceID> queued = ConcurrentHashMap.newKeySet();
    private final Counter events;
    private final Counter rounds;
    private final Counter retries;
    private final Gauge active;
    private final Histogram duration;

    public RoundMetrics(CollectorRegistry registry) {
        events = Counter.build("registry_exporter_operator_events_total", "Events that asked for a round.")
                .register(registry);
        rounds = Counter.build("registry_exporter_operator_reconciliations_total", "Rounds that have ended, by result.")
                .labelNames("result")
                .register(registry);
        rounds.labels("success");
        rounds.labels("error");
        retries = Counter.build(
                        "registry_exporter_operator_reconciliation_retries_total", "Rounds that follow a failed one.")
                .register(registry);
        active = Gauge.build("registry_exporter_operator_reconciliations_active", "Rounds under way.")
                .register(registry);
        duration = Histogram.build(
                        "registry_exporter_operator_reconciliation_duration_seconds", "How long rounds took.")
                .labelNames("operation")
                .buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
                .register(registry);
        duration.labels("reconcile");
        duration.labels("cleanup");
        Gauge.build("registry_exporter_operator_reconciliations_queued", "Resources that wait for a round.")
                .create()
                .setChild(new Gauge.Child() {
                    @Override
                    public double get() {
                        return queued.size();
                    }
                })
                .register(registry);
    }

    @Override
    public void receivedEvent(Event event, Map<String, Object> metadata) {
        events.inc();
    }

    @Override
    public void reconcileCustomResource(HasMetadata resource, RetryInfo retryInfo, Map<String, Object> metadata) {
        queued.add(ResourceID.fromResource(resource));
        if (retryInfo != null && retryInfo.getAttemptCount() > 0) {
            retries.inc();
        }
    }

    @Override
    public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
        queued.remove(ResourceID.fromResource(resource));
        active.inc();
    }

    @Override
    public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
        active.dec();
    }

    @Override
    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
        rounds.labels("success").inc();
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        rounds.labels("error").inc();
    }

    @Override
    public void cleanupDoneFor(ResourceID resource, Map<String, Object> metadata) {
        queued.remove(resource);
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Histogram.Timer timer = duration.labels(execution.name()).startTimer();
        try {
            return execution.execute();
        } finally {
            timer.observeDuration();
        }
    }
}
