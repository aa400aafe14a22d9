package io.registryexporter.operator.decide.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.SampleTargets;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the status says already. */
class ReportedStatusTest {
    private static final WorkloadId ID = Registries.usual().workload().id();

    private final RegistryExporter resource = Exporters.named("mine")
            .status(new RegistryExporterStatus(
                    1L,
                    1,
                    1,
                    1,
                    List.of(),
                    List.of(SampleTargets.deployment("registry", Reason.EXPORTER_RUNNING, true)
                            .status())))
            .build();

    @Test
    void the_reason_of_a_workload_is_known_by_kind_and_name() {
        assertThat(ReportedStatus.is(resource, ID, Reason.EXPORTER_RUNNING)).isTrue();
        assertThat(ReportedStatus.is(resource, ID, Reason.ROLLOUT_IN_PROGRESS)).isFalse();
    }

    @Test
    void of_another_workload_nothing_is_known() {
        WorkloadId other = Registries.statefulSet()
                .container("registry", "registry:2")
                .workload()
                .id();
        assertThat(ReportedStatus.of(resource, other)).isEmpty();
        assertThat(ReportedStatus.of(Exporters.named("new").build(), ID)).isEmpty();
    }
}
