package io.registryexporter.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Targets;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the status says already. */
class ToldTest {
    private static final WorkloadId ID = Registries.usual().workload().id();

    private final RegistryExporter resource = Exporters.named("mine")
            .status(new RegistryExporterStatus(
                    1L,
                    1,
                    1,
                    1,
                    List.of(),
                    List.of(Targets.deployment("registry", Reason.EXPORTER_RUNNING, true)
                            .status())))
            .build();

    @Test
    void the_reason_of_a_workload_is_known_by_kind_and_name() {
        assertThat(Told.is(resource, ID, Reason.EXPORTER_RUNNING)).isTrue();
        assertThat(Told.is(resource, ID, Reason.ROLLOUT_IN_PROGRESS)).isFalse();
    }

    @Test
    void what_it_says_word_for_word_is_no_news() {
        Workload workload = Registries.usual().workload();
        assertThat(Told.says(resource, workload, new Verdict(Reason.EXPORTER_RUNNING, "why")))
                .isTrue();
        assertThat(Told.says(resource, workload, new Verdict(Reason.EXPORTER_RUNNING, "why not")))
                .isFalse();
    }

    @Test
    void of_another_workload_nothing_is_known() {
        WorkloadId other = Registries.statefulSet()
                .container("registry", "registry:2")
                .workload()
                .id();
        assertThat(Told.of(resource, other)).isEmpty();
        assertThat(Told.of(Exporters.named("new").build(), ID)).isEmpty();
    }
}
