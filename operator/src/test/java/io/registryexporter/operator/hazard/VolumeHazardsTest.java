package io.registryexporter.operator.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.SampleConstraints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rollouts cannot end, or may not, because the old pod keeps the volume. */
class VolumeHazardsTest {

    @Test
    void a_volume_of_one_pod_and_a_strategy_that_keeps_the_old_pod_deadlock() {
        Hazard hazard = hazard(Registries.usual(), SampleConstraints.claim("ReadWriteOncePod"))
                .orElseThrow();
        assertThat(hazard.reason()).isEqualTo(Reason.ROLLOUT_WOULD_DEADLOCK);
        assertThat(hazard.mayEnd()).isFalse();
        assertThat(hazard.message())
                .contains("PersistentVolumeClaim claim-storage is ReadWriteOncePod")
                .contains("maxUnavailable 25% of 1")
                .contains("Set spec.strategy.type of the Deployment to Recreate");
    }

    @Test
    void a_volume_of_one_node_may_hang() {
        Hazard hazard = hazard(Registries.usual(), SampleConstraints.claim("ReadWriteOnce"))
                .orElseThrow();
        assertThat(hazard.reason()).isEqualTo(Reason.ROLLOUT_MAY_HANG);
        assertThat(hazard.mayEnd()).isTrue();
    }

    @Test
    void a_volume_that_lies_on_one_node_takes_the_new_pod_there() {
        assertThat(hazard(
                        Registries.usual(),
                        SampleConstraints.claim("ReadWriteOnce").onOneNode()))
                .isEmpty();
    }

    @Test
    void a_volume_of_one_pod_deadlocks_on_one_node_too() {
        assertThat(hazard(
                        Registries.usual(),
                        SampleConstraints.claim("ReadWriteOncePod").onOneNode()))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_WOULD_DEADLOCK);
    }

    @Test
    void a_pod_that_is_bound_to_a_node_comes_there_again() {
        Registries pinned = Registries.usual()
                .deploymentSpec(spec ->
                        spec.getTemplate().getSpec().setNodeSelector(Map.of("kubernetes.io/hostname", "node-1")));
        assertThat(hazard(pinned, SampleConstraints.claim("ReadWriteOnce"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReadWriteMany", "ReadOnlyMany"})
    void a_volume_that_many_nodes_can_mount_is_no_hazard(String mode) {
        assertThat(hazard(Registries.usual(), SampleConstraints.claim("ReadWriteOnce", mode)))
                .isEmpty();
    }

    @Test
    void recreate_lets_the_old_pod_go_first() {
        Registries recreate = Registries.usual()
                .deploymentSpec(spec -> spec.setStrategy(
                        new DeploymentStrategyBuilder().withType("Recreate").build()));
        assertThat(hazard(recreate, SampleConstraints.claim("ReadWriteOncePod")))
                .isEmpty();
    }

    @Test
    void an_unavailable_pod_that_is_allowed_lets_the_old_pod_go_first() {
        assertThat(hazard(rolling(1, 0, 1), SampleConstraints.claim("ReadWriteOncePod")))
                .isEmpty();
        assertThat(hazard(rolling(1, 1, 1), SampleConstraints.claim("ReadWriteOnce")))
                .isEmpty();
    }

    @Test
    void a_second_pod_that_stays_keeps_the_volume_too() {
        assertThat(hazard(rolling(2, 0, 1), SampleConstraints.claim("ReadWriteOnce")))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_MAY_HANG);
        assertThat(hazard(rolling(2, 0, 2), SampleConstraints.claim("ReadWriteOnce")))
                .isEmpty();
    }

    @Test
    void neither_surge_nor_unavailable_counts_as_one_unavailable_as_for_the_controller() {
        assertThat(hazard(rolling(1, 0, 0), SampleConstraints.claim("ReadWriteOncePod")))
                .isEmpty();
    }

    @Test
    void without_replicas_nothing_waits() {
        Registries none = Registries.usual().deploymentSpec(spec -> spec.setReplicas(0));
        assertThat(hazard(none, SampleConstraints.claim("ReadWriteOncePod"))).isEmpty();
    }

    @Test
    void a_stateful_set_replaces_its_pod_in_order() {
        assertThat(hazard(statefulSet(1), SampleConstraints.claim("ReadWriteOncePod")))
                .isEmpty();
    }

    @Test
    void pods_of_a_stateful_set_with_volumes_of_their_own_do_not_wait_for_each_other() {
        Registries own = Registries.statefulSet()
                .container("registry", "registry:3")
                .mount("data", "/var/lib/registry")
                .claimTemplate("data")
                .statefulSetSpec(spec -> spec.setReplicas(3));
        assertThat(hazard(own, SampleConstraints.claim("ReadWriteOncePod"))).isEmpty();
    }

    @Test
    void pods_of_a_stateful_set_that_share_a_volume_of_one_node_may_hang() {
        Hazard hazard =
                hazard(statefulSet(2), SampleConstraints.claim("ReadWriteOnce")).orElseThrow();
        assertThat(hazard.reason()).isEqualTo(Reason.ROLLOUT_MAY_HANG);
        assertThat(hazard.message()).contains("volumeClaimTemplates");
    }

    @Test
    void pods_that_are_restarted_by_hand_are_in_the_hands_of_their_owner() {
        Registries onDelete = statefulSet(2)
                .statefulSetSpec(spec -> spec.setUpdateStrategy(new StatefulSetUpdateStrategy(null, "OnDelete")));
        assertThat(hazard(onDelete, SampleConstraints.claim("ReadWriteOncePod")))
                .isEmpty();
    }

    @Test
    void a_claim_that_may_not_be_read_may_hang() {
        assertThat(hazard(Registries.usual(), SampleConstraints.unreadable()))
                .map(Hazard::message)
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith(
                                "the operator may not get PersistentVolumeClaim claim-storage, so that it is unknown"));
    }

    @Test
    void a_claim_that_is_not_there_has_no_old_pod_that_keeps_it() {
        assertThat(hazard(Registries.usual(), SampleConstraints.nothing())).isEmpty();
    }

    @Test
    void the_worst_of_several_volumes_is_reported() {
        Registries two = Registries.usual().pvc("logs");
        SampleConstraints around = SampleConstraints.claim("ReadWriteOnce");
        Constraints both = new Constraints(
                new Claims(
                        Map.of(
                                "claim-storage",
                                around.build().claims().found().get("claim-storage"),
                                "claim-logs",
                                new Claims.Claim(Set.of("ReadWriteOncePod"), false)),
                        Map.of()),
                List.of(),
                List.of());
        assertThat(both.hazard(two.workload(), new Container()))
                .map(Hazard::reason)
                .contains(Reason.ROLLOUT_WOULD_DEADLOCK);
    }

    @Test
    void a_rollout_that_has_begun_is_only_asked_whether_it_may_hang() {
        assertThat(SampleConstraints.claim("ReadWriteOnce")
                        .build()
                        .hanging(Registries.usual().workload()))
                .isPresent();
        assertThat(SampleConstraints.claim("ReadWriteOncePod")
                        .build()
                        .hanging(Registries.usual().workload()))
                .isEmpty();
    }

    private static Registries statefulSet(int replicas) {
        return Registries.statefulSet()
                .container("registry", "registry:3")
                .mount("storage", "/var/lib/registry")
                .pvc("storage")
                .statefulSetSpec(spec -> spec.setReplicas(replicas));
    }

    private static Registries rolling(int replicas, int maxSurge, int maxUnavailable) {
        return Registries.usual().deploymentSpec(spec -> {
            spec.setReplicas(replicas);
            spec.setStrategy(new DeploymentStrategyBuilder()
                    .withType("RollingUpdate")
                    .withNewRollingUpdate()
                    .withMaxSurge(new IntOrString(maxSurge))
                    .withMaxUnavailable(new IntOrString(maxUnavailable))
                    .endRollingUpdate()
                    .build());
        });
    }

    private static Optional<Hazard> hazard(Registries registries, SampleConstraints around) {
        return around.build().hazard(registries.workload(), new Container());
    }
}
