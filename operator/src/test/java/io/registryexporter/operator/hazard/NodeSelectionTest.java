package io.registryexporter.operator.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.registryexporter.operator.fixture.Registries;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes can run a pod, and in how many places. */
class NodeSelectionTest {
    private static final PodSpec ANY = new PodSpec();

    @Test
    void a_node_that_is_cordoned_admits_no_pod() {
        assertThat(NodeSelection.admits(ANY, node("a").build())).isTrue();
        assertThat(NodeSelection.admits(
                        ANY,
                        node("a")
                                .withNewSpec()
                                .withUnschedulable(true)
                                .endSpec()
                                .build()))
                .isFalse();
    }

    @Test
    void a_taint_needs_a_toleration() {
        Node tainted = tainted("NoSchedule");
        assertThat(NodeSelection.admits(ANY, tainted)).isFalse();
        assertThat(NodeSelection.admits(ANY, tainted("PreferNoSchedule"))).isTrue();
        assertThat(tolerates(toleration -> toleration.withOperator("Exists"), tainted))
                .isTrue();
        assertThat(tolerates(toleration -> toleration.withKey("role").withOperator("Exists"), tainted))
                .isTrue();
        assertThat(tolerates(toleration -> toleration.withKey("role").withValue("control"), tainted))
                .isTrue();
        assertThat(tolerates(toleration -> toleration.withKey("role").withValue("other"), tainted))
                .isFalse();
        assertThat(tolerates(
                        toleration -> toleration
                                .withKey("role")
                                .withOperator("Exists")
                                .withEffect("NoExecute"),
                        tainted))
                .isFalse();
    }

    @Test
    void a_node_selector_needs_each_label() {
        PodSpec pod = new PodSpecBuilder()
                .withNodeSelector(Map.of("disk", "ssd", "zone", "x"))
                .build();
        assertThat(NodeSelection.admits(pod, labelled(Map.of("disk", "ssd", "zone", "x", "more", ""))))
                .isTrue();
        assertThat(NodeSelection.admits(pod, labelled(Map.of("disk", "ssd")))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "In, ssd, true",
        "In, hdd, false",
        "NotIn, hdd, true",
        "NotIn, ssd, false",
        "Exists, , true",
        "DoesNotExist, , false",
        "Gt, 1, false",
        "Unknown, ssd, false"
    })
    void a_required_node_affinity_counts(String operator, String value, boolean admitted) {
        assertThat(NodeSelection.admits(affinity("disk", operator, value), labelled(Map.of("disk", "ssd"))))
                .isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource({"Gt, 3, true", "Gt, 4, false", "Lt, 5, true", "Lt, 4, false"})
    void numbers_are_compared(String operator, String value, boolean admitted) {
        assertThat(NodeSelection.admits(affinity("cores", operator, value), labelled(Map.of("cores", "4"))))
                .isEqualTo(admitted);
    }

    @Test
    void the_name_of_a_node_can_be_required() {
        PodSpec pod = new PodSpecBuilder()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchField()
                .withKey("metadata.name")
                .withOperator("In")
                .withValues("a")
                .endMatchField()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .build();
        assertThat(NodeSelection.admits(pod, node("a").build())).isTrue();
        assertThat(NodeSelection.admits(pod, node("b").build())).isFalse();
        assertThat(NodeSelection.isOneNode(pod)).isTrue();
    }

    @Test
    void places_are_counted_by_the_label_of_the_topology() {
        List<Node> nodes = List.of(
                zone("a", "x"),
                zone("b", "x"),
                zone("c", "y"),
                node("d").build(),
                node("e").build());
        assertThat(Nodes.of(demand("zone"), nodes).places()).isEqualTo(OptionalInt.of(4));
        assertThat(Nodes.of(demand("kubernetes.io/hostname"), nodes).places()).isEqualTo(OptionalInt.of(5));
    }

    /** Requires one of the values of a label of the node. */
    static void required(PodSpecBuilder pod, String key, String... values) {
        pod.withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(key)
                .withOperator("In")
                .withValues(values)
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity();
    }

    private static PodSpec affinity(String key, String operator, String value) {
        return new PodSpecBuilder()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(key)
                .withOperator(operator)
                .withValues(value == null ? List.of() : List.of(value))
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .build();
    }

    private static boolean tolerates(UnaryOperator<TolerationBuilder> change, Node node) {
        Toleration toleration = change.apply(new TolerationBuilder()).build();
        return NodeSelection.admits(
                new PodSpecBuilder().withTolerations(toleration).build(), node);
    }

    private static NodeDemand demand(String topologyKey) {
        return new NodeDemand("", topologyKey, 2, true, Registries.usual().pod());
    }

    private static Node tainted(String effect) {
        return node("a")
                .withNewSpec()
                .addNewTaint()
                .withKey("role")
                .withValue("control")
                .withEffect(effect)
                .endTaint()
                .endSpec()
                .build();
    }

    private static Node zone(String name, String zone) {
        return node(name).editMetadata().addToLabels("zone", zone).endMetadata().build();
    }

    private static Node labelled(Map<String, String> labels) {
        return node("a").editMetadata().withLabels(labels).endMetadata().build();
    }

    private static NodeBuilder node(String name) {
        return new NodeBuilder().withNewMetadata().withName(name).endMetadata();
    }
}
