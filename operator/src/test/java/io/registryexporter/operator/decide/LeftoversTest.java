package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.fixture.Registries;
import org.junit.jupiter.api.Test;

/** What stays in a workload after the operator gave up its fields. */
class LeftoversTest {

    @Test
    void usually_nothing_stays() {
        assertThat(Leftovers.of(Registries.usual().workload())).isEmpty();
    }

    @Test
    void a_container_that_others_have_written_too_stays_and_they_are_named() {
        Registries left = Registries.usual()
                .container(Names.CONTAINER, "x")
                .managed("kubectl-edit", "Update", Names.CONTAINER)
                .managed("helm", "Apply", Names.CONTAINER);
        assertThat(Leftovers.of(left.workload())).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.OWNED_BY_OTHER_MANAGER);
            assertThat(verdict.message())
                    .contains("container registry-exporter")
                    .contains("was written by helm, kubectl-edit too");
        });
    }

    @Test
    void a_marker_that_others_have_written_too_stays() {
        assertThat(Leftovers.of(
                        Registries.usual().annotation(Names.INJECTED_BY, "mine").workload()))
                .hasValueSatisfying(
                        verdict -> assertThat(verdict.message()).contains("was written by another field manager too"));
    }
}
