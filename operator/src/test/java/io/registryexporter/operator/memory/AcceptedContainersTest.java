package io.registryexporter.operator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.Workload;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the API server has made of the last writes. */
class AcceptedContainersTest {
    private final AcceptedContainers accepted = new AcceptedContainers();
    private final Workload one =
            Registries.usual().uid("one").container(Names.CONTAINER, "a:1").workload();
    private final Workload two =
            Registries.usual().uid("two").container(Names.CONTAINER, "b:1").workload();

    @Test
    void workloads_that_are_gone_are_forgotten() {
        accepted.remember(one);
        accepted.remember(two);

        accepted.retain(Set.of("two", "three"));

        assertThat(accepted.of(one)).isEmpty();
        assertThat(accepted.of(two)).isEqualTo(two.exporter());
    }
}
