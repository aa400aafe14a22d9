package io.registryexporter.operator.record.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.SampleTargets;
import io.registryexporter.operator.record.status.Target;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The operator's own metrics: bounded, and named as Prometheus wants it. */
class OperatorMetricsTest {
    private static final String WORKLOADS = "registry_exporter_operator_workloads";
    private static final WorkloadId ID = Registries.usual().workload().id();

    private final CollectorRegistry registry = new CollectorRegistry();
    private final WorkloadsCollector workloads = new WorkloadsCollector().register(registry);
    private final WriteMetrics writes = new WriteMetrics(registry);
    private final RoundMetrics rounds = new RoundMetrics(registry);
    private final RegistryExporter one = Exporters.named("one").build();

    @Test
    void every_reason_is_there_before_the_first_round() {
        MetricFamilySamples family = family(WORKLOADS);
        assertThat(family.samples).allMatch(sample -> sample.value == 0);
        assertThat(family.samples)
                .extracting(sample -> sample.labelValues)
                .containsExactlyElementsOf(Arrays.stream(Reason.values())
                        .map(reason -> List.of(reason.state().toString(), reason.toString()))
                        .toList());
    }

    @Test
    void workloads_of_all_resources_are_counted_by_reason() {
        workloads.roundEnded(one, reasons(Reason.EXPORTER_RUNNING, Reason.EXPORTER_RUNNING, Reason.PORT_IN_USE));
        workloads.roundEnded(Exporters.named("two").build(), reasons(Reason.EXPORTER_RUNNING));
        assertThat(workloads("Ready", "ExporterRunning")).isEqualTo(3);
        assertThat(workloads("Skipped", "PortInUse")).isEqualTo(1);
        assertThat(value("registry_exporter_operator_resources")).isEqualTo(2);
    }

    @Test
    void a_round_replaces_what_the_one_before_it_said() {
        workloads.roundEnded(one, reasons(Reason.ROLLOUT_IN_PROGRESS));
        workloads.roundEnded(one, reasons(Reason.EXPORTER_RUNNING));
        assertThat(workloads("RollingOut", "RolloutInProgress")).isZero();
        assertThat(workloads("Ready", "ExporterRunning")).isEqualTo(1);
    }

    @Test
    void resources_of_one_name_in_two_namespaces_are_two() {
        workloads.roundEnded(one, reasons(Reason.PAUSED));
        workloads.roundEnded(Exporters.named("one").in("elsewhere").build(), reasons(Reason.PAUSED));
        assertThat(workloads("Pending", "Paused")).isEqualTo(2);
    }

    @Test
    void a_deleted_resource_is_forgotten() {
        workloads.roundEnded(one, reasons(Reason.EXPORTER_RUNNING));
        workloads.resourceDeleted(one);
        assertThat(workloads("Ready", "ExporterRunning")).isZero();
        assertThat(value("registry_exporter_operator_resources")).isZero();
    }

    @Test
    void writes_are_counted_by_outcome_and_every_outcome_is_there_at_once() {
        assertThat(family("registry_exporter_operator_workload_writes").samples)
                .filteredOn(sample -> sample.name.endsWith("_total"))
                .hasSize(5)
                .allMatch(sample -> sample.value == 0);
        writes.written(ID, new Result.Done(Registries.usual().build()));
        writes.written(ID, new Result.Gone());
        writes.written(ID, new Result.Conflict("x"));
        writes.written(ID, new Result.Forbidden("x"));
        writes.written(ID, new Result.Rejected("x"));
        assertThat(family("registry_exporter_operator_workload_writes").samples)
                .filteredOn(sample -> sample.name.endsWith("_total"))
                .hasSize(5)
                .allMatch(sample -> sample.value == 1);
    }

    @Test
    void a_round_waits_runs_and_ends() {
        rounds.reconcileCustomResource(one, null, Map.of());
        rounds.reconcileCustomResource(one, null, Map.of());
        assertThat(value("registry_exporter_operator_reconciliations_queued")).isEqualTo(1);
        rounds.reconciliationExecutionStarted(one, Map.of());
        assertThat(value("registry_exporter_operator_reconciliations_queued")).isZero();
        assertThat(value("registry_exporter_operator_reconciliations_active")).isEqualTo(1);
        rounds.reconciliationExecutionFinished(one, Map.of());
        assertThat(value("registry_exporter_operator_reconciliations_active")).isZero();
    }

    @Test
    void rounds_are_counted_by_result() {
        rounds.finishedReconciliation(one, Map.of());
        rounds.failedReconciliation(one, new IllegalStateException(), Map.of());
        rounds.failedReconciliation(one, new IllegalStateException(), Map.of());
        assertThat(registry.getSampleValue(
                        "registry_exporter_operator_reconciliations_total",
                        new String[] {"result"},
                        new String[] {"success"}))
                .isEqualTo(1);
        assertThat(registry.getSampleValue(
                        "registry_exporter_operator_reconciliations_total",
                        new String[] {"result"},
                        new String[] {"error"}))
                .isEqualTo(2);
    }

    @Test
    void promtool_would_have_nothing_to_complain_of() {
        for (MetricFamilySamples family : Collections.list(registry.metricFamilySamples())) {
            assertThat(family.name).matches("registry_exporter_operator_[a-z]+(_[a-z]+)*");
            assertThat(family.help).as(family.name).isNotBlank();
            assertThat(family.name)
                    .doesNotEndWith("_total")
                    .doesNotContain("counter", "gauge", "histogram", "milliseconds");
            if (family.type == Collector.Type.HISTOGRAM) {
                assertThat(family.name).endsWith("_seconds");
            }
        }
    }

    @Test
    void no_label_holds_a_name() {
        workloads.roundEnded(one, reasons(Reason.EXPORTER_RUNNING));
        assertThat(Collections.list(registry.metricFamilySamples()))
                .flatExtracting(family -> family.samples)
                .flatExtracting(sample -> sample.labelNames)
                .containsOnly("state", "reason", "outcome", "result", "operation", "le");
    }

    private double workloads(String state, String reason) {
        return Objects.requireNonNull(
                registry.getSampleValue(WORKLOADS, new String[] {"state", "reason"}, new String[] {state, reason}));
    }

    private double value(String name) {
        return Objects.requireNonNull(registry.getSampleValue(name));
    }

    private MetricFamilySamples family(String name) {
        return Collections.list(registry.metricFamilySamples()).stream()
                .filter(family -> family.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Target> reasons(Reason... reasons) {
        return Arrays.stream(reasons)
                .map(reason -> SampleTargets.deployment(reason.toString(), reason, false))
                .toList();
    }
}
