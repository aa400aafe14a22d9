package io.registryexporter.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategyBuilder;
import io.registryexporter.operator.fixture.Facts;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.RolloutFacts.ManualStep;
import org.junit.jupiter.api.Test;

/** One view of Deployments and StatefulSets. */
class WorkloadsTest {

    @Test
    void other_kinds_have_no_view() {
        assertThat(Workloads.of(new ConfigMap())).isEmpty();
    }

    @Test
    void the_labels_are_those_of_the_workload_and_not_of_its_pods() {
        Workload workload = Registries.usual().label("tier", "storage").workload();
        assertThat(workload.labels()).containsOnlyKeys("app", "tier");
        assertThat(workload.podSelector().getMatchLabels()).containsOnlyKeys("app");
    }

    @Test
    void a_deployment_that_has_come_to_an_end_is_complete() {
        RolloutFacts facts = deployment(status(3, 3, 3).build());
        assertThat(facts).isEqualTo(Facts.pods(3, 3, 3, 3).untimed().build());
        assertThat(facts.complete()).isTrue();
    }

    @Test
    void a_deployment_with_a_pod_too_many_is_not_complete() {
        assertThat(deployment(status(3, 4, 3).build()).complete()).isFalse();
    }

    @Test
    void a_deployment_whose_controller_has_not_seen_the_spec_is_not_complete() {
        assertThat(deployment(status(3, 3, 3).withObservedGeneration(1L).build())
                        .complete())
                .isFalse();
    }

    @Test
    void a_deployment_without_a_status_has_no_pods_yet() {
        assertThat(deployment(null))
                .isEqualTo(Facts.pods(3, 0, 0, 0).unobserved().untimed().build());
    }

    @Test
    void replicas_that_are_not_said_are_one() {
        assertThat(Registries.usual()
                        .deploymentSpec(spec -> spec.setReplicas(null))
                        .workload()
                        .rollout()
                        .desired())
                .isEqualTo(1);
    }

    @Test
    void a_generation_that_is_not_known_is_not_observed() {
        Workload workload = Registries.usual()
                .generation(null)
                .status(new DeploymentStatus())
                .workload();
        assertThat(workload.rollout().observed()).isFalse();
    }

    @Test
    void a_paused_deployment_is_held() {
        assertThat(Registries.usual()
                        .deploymentSpec(spec -> spec.setPaused(true))
                        .workload()
                        .rollout()
                        .manualStep())
                .contains(ManualStep.RESUME);
    }

    @Test
    void a_deployment_past_its_deadline_is_stuck() {
        assertThat(progressing("False", "ProgressDeadlineExceeded", "timed out").stuck())
                .contains("timed out");
    }

    @Test
    void a_deployment_past_its_deadline_is_stuck_without_a_message_too() {
        assertThat(progressing("False", "ProgressDeadlineExceeded", null).stuck())
                .contains("ProgressDeadlineExceeded");
    }

    @Test
    void a_deployment_that_progresses_is_not_stuck() {
        assertThat(progressing("True", "ReplicaSetUpdated", "").stuck()).isEmpty();
    }

    @Test
    void a_deployment_that_does_not_go_on_says_why_in_its_own_words() {
        RolloutFacts facts = progressing("False", "ReplicaSetCreateError", "exceeded quota");
        assertThat(facts.halted()).contains("ReplicaSetCreateError: exceeded quota");
        assertThat(facts.stuck()).isEmpty();
        assertThat(facts.timed()).isFalse();
        assertThat(progressing("False", "ReplicaSetCreateError", null).halted()).contains("ReplicaSetCreateError");
    }

    @Test
    void a_stateful_set_counts_ready_pods_and_knows_no_deadline() {
        RolloutFacts facts = statefulSet(revisions("a", "a", 0));
        assertThat(facts).isEqualTo(Facts.pods(3, 3, 3, 3).finished().untimed().build());
    }

    @Test
    void a_stateful_set_on_its_way_counts_the_updated_pods() {
        assertThat(statefulSet(revisions("a", "b", 1)).updated()).isEqualTo(1);
    }

    @Test
    void a_stateful_set_without_a_status_has_no_pods_yet() {
        assertThat(statefulSet(null))
                .isEqualTo(Facts.pods(3, 0, 0, 0).unobserved().untimed().build());
    }

    @Test
    void a_stateful_set_on_delete_waits_for_its_owner() {
        assertThat(strategy(new StatefulSetUpdateStrategy(null, "OnDelete")).manualStep())
                .contains(ManualStep.RESTART_PODS);
    }

    @Test
    void a_stateful_set_with_a_partition_waits_for_its_owner() {
        assertThat(strategy(new StatefulSetUpdateStrategy(
                                new RollingUpdateStatefulSetStrategy(null, 2), "RollingUpdate"))
                        .manualStep())
                .contains(ManualStep.RESTART_PODS);
    }

    @Test
    void a_stateful_set_that_rolls_by_itself_is_not_held() {
        assertThat(strategy(new StatefulSetUpdateStrategy(
                                new RollingUpdateStatefulSetStrategy(null, 0), "RollingUpdate"))
                        .manualStep())
                .isEmpty();
        assertThat(strategy(new StatefulSetUpdateStrategy(null, "RollingUpdate"))
                        .manualStep())
                .isEmpty();
        assertThat(strategy(null).manualStep()).isEmpty();
    }

    @Test
    void the_claims_of_a_stateful_set_are_named() {
        assertThat(Registries.statefulSet()
                        .container("registry", "registry:2")
                        .claimTemplate("storage")
                        .workload()
                        .claimTemplates())
                .containsExactly("storage");
    }

    @Test
    void a_template_without_a_spec_has_no_containers() {
        Workload workload = Registries.usual()
                .deploymentSpec(spec -> spec.getTemplate().setSpec(null))
                .workload();
        assertThat(workload.exporter()).isEmpty();
        assertThat(workload.template().getSpec().getContainers()).isEmpty();
    }

    private static RolloutFacts deployment(DeploymentStatus status) {
        return Registries.usual()
                .generation(2L)
                .deploymentSpec(spec -> spec.setReplicas(3))
                .status(status)
                .workload()
                .rollout();
    }

    private static DeploymentStatusBuilder status(int updated, int total, int available) {
        return new DeploymentStatusBuilder()
                .withObservedGeneration(2L)
                .withUpdatedReplicas(updated)
                .withReplicas(total)
                .withAvailableReplicas(available);
    }

    private static RolloutFacts progressing(String status, String reason, String message) {
        return deployment(status(1, 4, 3)
                .withConditions(
                        new DeploymentConditionBuilder()
                                .withType("Available")
                                .withStatus("False")
                                .withReason("ProgressDeadlineExceeded")
                                .build(),
                        new DeploymentConditionBuilder()
                                .withType("Progressing")
                                .withStatus(status)
                                .withReason(reason)
                                .withMessage(message)
                                .build())
                .build());
    }

    private static RolloutFacts statefulSet(StatefulSetStatus status) {
        return Registries.statefulSet()
                .generation(2L)
                .statefulSetSpec(spec -> spec.setReplicas(3))
                .status(status)
                .workload()
                .rollout();
    }

    private static RolloutFacts strategy(StatefulSetUpdateStrategy strategy) {
        return Registries.statefulSet()
                .statefulSetSpec(spec -> spec.setUpdateStrategy(strategy))
                .workload()
                .rollout();
    }

    private static StatefulSetStatus revisions(String current, String update, int updated) {
        return new StatefulSetStatusBuilder()
                .withObservedGeneration(2L)
                .withCurrentRevision(current)
                .withUpdateRevision(update)
                .withUpdatedReplicas(updated)
                .withCurrentReplicas(3 - updated)
                .withReplicas(3)
                .withReadyReplicas(3)
                .build();
    }

    @Test
    void a_stateful_set_that_was_rolled_back_is_not_finished_while_a_pod_has_the_revision_between() {
        StatefulSetStatus back = new StatefulSetStatusBuilder(revisions("a", "a", 0))
                .withCurrentReplicas(2)
                .withReadyReplicas(2)
                .build();
        assertThat(statefulSet(back).updated()).isEqualTo(2);
        assertThat(statefulSet(back).finished()).isFalse();
        assertThat(statefulSet(back).restarting()).isTrue();
    }

    @Test
    void a_deployment_whose_rollout_has_ended_well_is_finished_whatever_comes_after() {
        assertThat(progressing(3, 3, "NewReplicaSetAvailable").finished()).isTrue();
        assertThat(progressing(3, 3, "ReplicaSetUpdated").finished()).isFalse();
        // Of the rollout before.
        assertThat(progressing(0, 3, "NewReplicaSetAvailable").finished()).isFalse();
    }

    private static RolloutFacts progressing(int updated, int total, String reason) {
        return deployment(status(updated, total, 1)
                .withConditions(new DeploymentConditionBuilder()
                        .withType("Progressing")
                        .withStatus("True")
                        .withReason(reason)
                        .build())
                .build());
    }

    @Test
    void a_stateful_set_with_a_partition_replaces_the_pods_above_it_by_itself() {
        RolloutFacts facts = Registries.statefulSet()
                .statefulSetSpec(spec -> {
                    spec.setReplicas(3);
                    spec.setUpdateStrategy(new StatefulSetUpdateStrategyBuilder()
                            .withType("RollingUpdate")
                            .withNewRollingUpdate()
                            .withPartition(1)
                            .endRollingUpdate()
                            .build());
                })
                .generation(2L)
                .status(revisions("a", "b", 1))
                .workload()
                .rollout();
        assertThat(facts.unaided()).isEqualTo(2);
        assertThat(facts.manualStep()).contains(ManualStep.RESTART_PODS);
        assertThat(facts.restarting()).isTrue();
    }

    @Test
    void the_newest_change_is_its_managers_but_not_a_controllers() {
        assertThat(Registries.usual()
                        .managed(entry("helm", "", "2026-01-01T00:00:00Z"))
                        .managed(entry("kubectl-replace", "", "2026-01-01T00:00:01Z"))
                        .managed(entry("kube-controller-manager", "status", "2026-01-01T00:00:02Z"))
                        .workload()
                        .lastWriter())
                .isEqualTo("kubectl-replace");
        assertThat(Registries.usual().workload().lastWriter()).isEqualTo("somebody");
    }

    private static ManagedFieldsEntry entry(String manager, String subresource, String time) {
        return new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withSubresource(subresource)
                .withTime(time)
                .build();
    }
}
