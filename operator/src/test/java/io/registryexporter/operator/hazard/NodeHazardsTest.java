package io.registryexporter.operator.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import io.registryexporter.operator.fixture.SampleConstraints;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which rollouts cannot end, or may not, because new pods find no node beside the old ones. */
class NodeHazardsTest {
    private static final SampleConstraints UNKNOWN = SampleConstraints.nothing();

    @Test
    void a_host_port_on_the_only_node_of_the_pods_deadlocks() {
        Registries pinned = hostPort().podSpec(pod -> pod.withNodeSelector(Map.of("kubernetes.io/hostname", "node-1")));
        Hazard hazard = hazard(pinned, UNKNOWN).orElseThrow();
        assertThat(hazard.reason()).isEqualTo(Reason.ROLLOUT_WOULD_DEADLOCK);
        assertThat(hazard.message())
                .isEqualTo("two pods cannot share a node, because of their host port 5000 of container registry, and"
                        + " the old pod stays until the new one is ready, by its strategy RollingUpdate with"
                        + " maxUnavailable 25% of 1: all pods belong on one node, so that the new one waits forever;"
                        + " nothing was written. Set spec.strategy.type of the Deployment to Recreate, or maxSurge to"
                        + " 0 and maxUnavailable to 1");
    }

    @Test
    void a_volume_of_one_node_holds_the_pods_there() {
        assertThat(hazard(
                        hostPort().pvc("storage"),
                        SampleConstraints.claim("ReadWriteMany").onOneNode()))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_WOULD_DEADLOCK);
    }

    @Test
    void a_required_affinity_to_one_node_holds_the_pods_there() {
        assertThat(hazard(
                        hostPort().podSpec(pod -> NodeSelectionTest.required(pod, "kubernetes.io/hostname", "a")),
                        UNKNOWN))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_WOULD_DEADLOCK);
        assertThat(hazard(
                        hostPort().podSpec(pod -> NodeSelectionTest.required(pod, "kubernetes.io/hostname", "a", "b")),
                        UNKNOWN))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_MAY_HANG);
    }

    @Test
    void too_few_nodes_deadlock_and_enough_do_not() {
        Hazard hazard =
                hazard(hostPort(), SampleConstraints.nothing().places(1)).orElseThrow();
        assertThat(hazard.reason()).isEqualTo(Reason.ROLLOUT_WOULD_DEADLOCK);
        assertThat(hazard.message()).contains("1 can run the pods, and the rollout needs 2; nothing was written");
        assertThat(hazard(hostPort(), SampleConstraints.nothing().places(2))).isEmpty();
    }

    @Test
    void nodes_that_the_operator_did_not_see_may_be_too_few() {
        Hazard hazard = hazard(hostPort(), SampleConstraints.nothing()).orElseThrow();
        assertThat(hazard.reason()).isEqualTo(Reason.ROLLOUT_MAY_HANG);
        assertThat(hazard.message()).contains("the operator did not see the nodes");
    }

    @Test
    void pods_that_run_where_the_operator_sees_no_place_may_find_another_one() {
        assertThat(hazard(
                        hostPort().status(Rollouts.done()),
                        SampleConstraints.nothing().places(0)))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_MAY_HANG);
    }

    @Test
    void each_replica_that_stays_has_a_node() {
        Registries three = hostPort().deploymentSpec(spec -> spec.setReplicas(3));
        assertThat(hazard(three, SampleConstraints.nothing().places(3))).isPresent();
        assertThat(hazard(three, SampleConstraints.nothing().places(4))).isEmpty();
    }

    @Test
    void a_replica_that_goes_first_leaves_its_node() {
        assertThat(hazard(
                        hostPort().deploymentSpec(spec -> spec.setReplicas(4)),
                        SampleConstraints.nothing().places(4)))
                .isEmpty();
        assertThat(hazard(
                        hostPort()
                                .deploymentSpec(spec -> spec.setStrategy(new DeploymentStrategyBuilder()
                                        .withNewRollingUpdate()
                                        .withMaxSurge(new IntOrString(0))
                                        .withMaxUnavailable(new IntOrString(1))
                                        .endRollingUpdate()
                                        .build())),
                        SampleConstraints.nothing().places(1)))
                .isEmpty();
        assertThat(hazard(
                        hostPort()
                                .deploymentSpec(spec -> spec.setStrategy(new DeploymentStrategyBuilder()
                                        .withType("Recreate")
                                        .build())),
                        SampleConstraints.nothing().places(1)))
                .isEmpty();
        assertThat(hazard(hostPort().deploymentSpec(spec -> spec.setReplicas(0)), SampleConstraints.nothing()))
                .isEmpty();
    }

    @Test
    void a_stateful_set_deletes_its_pod_first() {
        Registries set = Registries.statefulSet()
                .container("registry", "registry:2")
                .hostPort(5000)
                .statefulSetSpec(spec -> spec.setReplicas(1));
        assertThat(hazard(set, SampleConstraints.nothing().places(1))).isEmpty();
    }

    @Test
    void the_host_port_of_a_native_sidecar_counts() {
        Registries proxy = Registries.deployment()
                .container("registry", "registry:2")
                .nativeSidecar("proxy", "nginx:1")
                .hostPort(443);
        assertThat(hazard(proxy, SampleConstraints.nothing().places(1)))
                .map(Hazard::message)
                .hasValueSatisfying(message -> assertThat(message).contains("host port 443 of container proxy"));
    }

    @Test
    void in_the_network_of_the_node_each_port_is_a_host_port() {
        Registries declared = Registries.deployment()
                .container("registry", "registry:2")
                .port(5000)
                .podSpec(pod -> pod.withHostNetwork(true));
        assertThat(hazard(declared, SampleConstraints.nothing().places(1)))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_WOULD_DEADLOCK);
        assertThat(hazard(declared, SampleConstraints.nothing().places(2))).isEmpty();
    }

    @Test
    void the_scheduler_does_not_know_a_port_that_is_not_declared() {
        Registries undeclared =
                Registries.deployment().container("registry", "registry:2").podSpec(pod -> pod.withHostNetwork(true));
        assertThat(hazard(undeclared, SampleConstraints.nothing().places(1)))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_WOULD_DEADLOCK);
        assertThat(hazard(undeclared, SampleConstraints.nothing().places(2)))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_MAY_HANG);
    }

    @Test
    void a_registry_on_its_own_network_needs_no_other_node() {
        assertThat(hazard(
                        Registries.deployment()
                                .container("registry", "registry:2")
                                .port(5000),
                        SampleConstraints.nothing().places(1)))
                .isEmpty();
    }

    @Test
    void a_required_anti_affinity_to_itself_needs_another_node() {
        Registries alone = antiAffinity(term -> term);
        assertThat(hazard(alone, SampleConstraints.nothing().places(1)))
                .map(Hazard::message)
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("two pods cannot share a node, because of their required podAntiAffinity"));
        assertThat(hazard(alone, SampleConstraints.nothing().places(2))).isEmpty();
    }

    @Test
    void a_required_anti_affinity_by_zone_needs_another_zone() {
        assertThat(hazard(
                        antiAffinity(term -> term.withTopologyKey("topology.kubernetes.io/zone"))
                                .hostPort(5000),
                        SampleConstraints.nothing().places(1)))
                .map(Hazard::message)
                .hasValueSatisfying(message ->
                        assertThat(message).startsWith("two pods cannot share a topology.kubernetes.io/zone"));
    }

    @Test
    void an_anti_affinity_to_other_pods_is_no_hazard() {
        SampleConstraints one = SampleConstraints.nothing().places(1);
        assertThat(hazard(antiAffinity(term -> term.withLabelSelector(labels("app", "database"))), one))
                .isEmpty();
        assertThat(hazard(antiAffinity(term -> term.withNamespaces("other")), one))
                .isEmpty();
        assertThat(hazard(antiAffinity(term -> term.withLabelSelector(null)), one))
                .isEmpty();
        assertThat(hazard(antiAffinity(term -> term.withMatchLabelKeys("pod-template-hash")), one))
                .isEmpty();
        assertThat(hazard(antiAffinity(term -> term.withMismatchLabelKeys("app")), one))
                .isEmpty();
    }

    @Test
    void an_anti_affinity_to_all_pods_is_one_to_itself() {
        assertThat(hazard(
                        antiAffinity(term -> term.withLabelSelector(new LabelSelectorBuilder().build())
                                .withNamespaceSelector(new LabelSelectorBuilder().build())),
                        SampleConstraints.nothing().places(1)))
                .isPresent();
    }

    @Test
    void a_rollout_that_has_begun_is_only_asked_whether_it_may_hang() {
        assertThat(SampleConstraints.nothing().build().hanging(hostPort().workload()))
                .isPresent();
        assertThat(SampleConstraints.nothing()
                        .places(1)
                        .build()
                        .hanging(hostPort().workload()))
                .isEmpty();
    }

    @Test
    void the_nodes_are_read_only_where_they_matter() {
        Claims none = UNKNOWN.build().claims();
        assertThat(Constraints.demand(hostPort().workload(), none)).isPresent();
        assertThat(Constraints.demand(Registries.usual().workload(), none)).isEmpty();
        assertThat(Constraints.demand(
                        hostPort().podSpec(pod -> pod.withNodeName("a")).workload(), none))
                .isEmpty();
    }

    private static Registries hostPort() {
        return Registries.deployment().container("registry", "registry:2").hostPort(5000);
    }

    private static Registries antiAffinity(UnaryOperator<PodAffinityTermBuilder> change) {
        PodAffinityTerm term = change.apply(new PodAffinityTermBuilder()
                        .withTopologyKey("kubernetes.io/hostname")
                        .withLabelSelector(labels("app", "registry")))
                .build();
        return Registries.deployment()
                .container("registry", "registry:2")
                .podSpec(pod -> pod.withNewAffinity()
                        .withNewPodAntiAffinity()
                        .addToRequiredDuringSchedulingIgnoredDuringExecution(term)
                        .endPodAntiAffinity()
                        .endAffinity());
    }

    private static LabelSelector labels(String key, String value) {
        return new LabelSelectorBuilder().addToMatchLabels(key, value).build();
    }

    private static Optional<Hazard> hazard(Registries registries, SampleConstraints around) {
        return around.build().hazard(registries.workload(), new Container());
    }
}
