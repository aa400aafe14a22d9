package io.registryexporter.operator.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which volumes lie on one node. */
class NodeOfVolumeTest {

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes.io/hostname", "topology.topolvm.io/node", "openebs.io/nodename"})
    void a_volume_that_one_node_has_lies_there(String key) {
        assertThat(NodeOfVolume.isOne(volume(key, "node-1"))).isTrue();
    }

    @Test
    void a_volume_of_a_zone_may_come_to_any_node_there() {
        assertThat(NodeOfVolume.isOne(volume("topology.kubernetes.io/zone", "a")))
                .isFalse();
    }

    @Test
    void a_volume_of_several_nodes_lies_on_none() {
        assertThat(NodeOfVolume.isOne(volume("kubernetes.io/hostname", "node-1", "node-2")))
                .isFalse();
    }

    @Test
    void a_volume_without_affinity_lies_on_none() {
        assertThat(NodeOfVolume.isOne(
                        new PersistentVolumeBuilder().withNewSpec().endSpec().build()))
                .isFalse();
    }

    private static PersistentVolume volume(String key, String... values) {
        return new PersistentVolumeBuilder()
                .withNewSpec()
                .withNewNodeAffinity()
                .withNewRequired()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(key)
                .withOperator("In")
                .withValues(values)
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequired()
                .endNodeAffinity()
                .endSpec()
                .build();
    }
}
