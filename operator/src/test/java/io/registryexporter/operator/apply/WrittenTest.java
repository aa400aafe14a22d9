package io.registryexporter.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import org.junit.jupiter.api.Test;

/** What came of a write. */
class WrittenTest {

    @Test
    void a_write_that_leaves_the_version_has_changed_nothing() {
        Workload before = Workloads.of(version("7")).orElseThrow();
        assertThat(new Written.Done(version("7")).changed(before)).isFalse();
        assertThat(new Written.Done(version("8")).changed(before)).isTrue();
    }

    private static HasMetadata version(String resourceVersion) {
        HasMetadata workload = Registries.usual().build();
        workload.getMetadata().setResourceVersion(resourceVersion);
        return workload;
    }
}
