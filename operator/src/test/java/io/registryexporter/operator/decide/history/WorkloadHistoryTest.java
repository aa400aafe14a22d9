package io.registryexporter.operator.decide.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.UpdateStrategy;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What earlier rounds know of a workload. */
class WorkloadHistoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final DeploymentStatus ROLLING = new DeploymentStatusBuilder()
            .withObservedGeneration(1L)
            .withReplicas(2)
            .withUpdatedReplicas(1)
            .withAvailableReplicas(1)
            .build();
    private static final DeploymentStatus DONE = new DeploymentStatusBuilder()
            .withObservedGeneration(1L)
            .withReplicas(1)
            .withUpdatedReplicas(1)
            .withAvailableReplicas(1)
            .build();

    private Instant now = NOW;
    private WorkloadHistory history = WorkloadHistory.none();

    @Test
    void a_template_of_the_operators_restarts_also_for_a_process_that_has_just_begun() {
        assertThat(restarting(injected().status(ROLLING).workload())).isTrue();
        assertThat(restarting(injected().status(DONE).workload())).isFalse();
    }

    @Test
    void a_template_that_its_owner_has_changed_since_restarts_because_of_the_owner() {
        Workload changed =
                injected().podAnnotation("restartedAt", "now").status(ROLLING).workload();
        assertThat(restarting(changed)).isFalse();
    }

    @Test
    void a_workload_that_fails_after_its_rollout_has_ended_well_is_not_restarting() {
        DeploymentStatus broken = new DeploymentStatusBuilder(DONE)
                .withAvailableReplicas(0)
                .addNewCondition()
                .withType("Progressing")
                .withStatus("True")
                .withReason("NewReplicaSetAvailable")
                .endCondition()
                .build();
        assertThat(restarting(injected().status(broken).workload())).isFalse();
    }

    @Test
    void the_condition_of_the_previous_rollout_is_not_that_of_the_new_one() {
        DeploymentStatus justSeen = new DeploymentStatusBuilder(DONE)
                .withUpdatedReplicas(0)
                .addNewCondition()
                .withType("Progressing")
                .withStatus("True")
                .withReason("NewReplicaSetAvailable")
                .endCondition()
                .build();
        assertThat(restarting(injected().status(justSeen).workload())).isTrue();
    }

    @Test
    void a_deployment_whose_deadline_was_removed_has_that_of_the_operator() {
        Workload waiting = injected().status(ROLLING).workload();
        assertThat(restarting(waiting)).isTrue();
        pass(UpdateStrategy.DEADLINE);
        assertThat(facts(waiting).stuck()).isPresent();
        assertThat(restarting(waiting)).isFalse();
    }

    @Test
    void a_rollout_past_its_deadline_does_not_hold_up_the_others() {
        DeploymentStatus stuck = new DeploymentStatusBuilder(ROLLING)
                .addNewCondition()
                .withType("Progressing")
                .withStatus("False")
                .withReason("ProgressDeadlineExceeded")
                .endCondition()
                .build();
        assertThat(restarting(injected().status(stuck).workload())).isFalse();
    }

    @Test
    void a_workload_that_lost_the_exporter_restarts_until_it_is_complete() {
        Workload leaving = Registries.usual().status(ROLLING).workload();
        assertThat(removalRollingOut("mine", leaving)).isFalse();

        history = history.removed("mine", leaving, Set.of(), true, now);

        assertThat(removalRollingOut("mine", leaving)).isTrue();
        assertThat(removalRollingOut("other", leaving)).isFalse();
        assertThat(removalRollingOut("mine", Registries.usual().status(DONE).workload()))
                .isFalse();
        assertThat(removalRollingOut("mine", leaving)).isFalse();
    }

    @Test
    void a_removal_that_restarts_nothing_is_not_followed() {
        Workload leaving = Registries.usual().status(ROLLING).workload();
        history = history.removed("mine", leaving, Set.of(), false, now);
        assertThat(removalRollingOut("mine", leaving)).isFalse();
    }

    @Test
    void a_workload_that_still_carries_the_exporter_has_not_lost_it() {
        Workload carrying = injected().status(ROLLING).workload();
        history = history.removed("mine", carrying, Set.of(), true, now);
        assertThat(removalRollingOut("mine", carrying)).isFalse();
    }

    @Test
    void without_a_controller_nothing_restarts_that_lost_the_exporter() {
        Workload unseen = Registries.usual().workload();
        history = history.removed("mine", unseen, Set.of(), true, now);
        assertThat(removalRollingOut("mine", unseen)).isFalse();
    }

    @Test
    void a_stateful_set_that_has_not_moved_for_ten_minutes_is_stuck() {
        Workload waiting = statefulSet(0);
        assertThat(facts(waiting).stuck()).isEmpty();
        pass(Duration.ofMinutes(9));
        assertThat(facts(waiting).stuck()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(facts(waiting).stuck()).contains("no progress for 10 minutes");
    }

    @Test
    void a_stateful_set_that_moves_is_not_stuck() {
        assertThat(facts(statefulSet(0)).stuck()).isEmpty();
        pass(Duration.ofMinutes(9));
        assertThat(facts(statefulSet(1)).stuck()).isEmpty();
        pass(Duration.ofMinutes(9));
        assertThat(facts(statefulSet(1)).stuck()).isEmpty();
    }

    @Test
    void asking_how_a_rollout_stands_does_not_move_it() {
        Workload waiting = statefulSet(0);
        RolloutFacts unused = facts(waiting);
        WorkloadHistory before = history;
        assertThat(history.facts(statefulSet(1), now).stuck()).isEmpty();
        assertThat(history).isEqualTo(before);
    }

    @Test
    void the_grace_period_and_min_ready_seconds_of_its_pods_are_not_counted() {
        Workload slow = statefulSet(0, spec -> {
            spec.setMinReadySeconds(600);
            spec.getTemplate().getSpec().setTerminationGracePeriodSeconds(300L);
        });
        assertThat(facts(slow).stuck()).isEmpty();
        pass(Duration.ofMinutes(24));
        assertThat(facts(slow).stuck()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(facts(slow).stuck()).isPresent();
    }

    @Test
    void a_pod_that_is_lost_after_a_rollout_has_ended_is_no_restart_of_the_operators() {
        assertThat(facts(complete()).complete()).isTrue();

        assertThat(restarting(lost())).isFalse();
        pass(Duration.ofHours(1));
        assertThat(facts(lost()).stuck()).isEmpty();
    }

    @Test
    void what_an_earlier_process_has_reported_of_the_end_of_a_rollout_counts_at_the_first_look() {
        history = history.seen("mine", lost(), true, now);
        assertThat(restarting(lost())).isFalse();
    }

    @Test
    void what_was_reported_before_a_write_does_not_count_after_it() {
        history = history.seen("mine", lost(), false, now);
        history = history.seen("mine", lost(), true, now);
        assertThat(restarting(lost())).isTrue();
    }

    @Test
    void a_new_write_of_a_template_that_ran_before_is_a_restart_again() {
        assertThat(facts(complete()).complete()).isTrue();
        history = history.injected("mine", lost(), "applied", Optional.empty(), "", now);
        assertThat(restarting(lost())).isTrue();
    }

    @Test
    void a_deployment_that_is_scaled_up_after_its_rollout_is_not_restarting_whatever_becomes_of_the_new_pods() {
        DeploymentStatus refused = new DeploymentStatusBuilder(DONE)
                .addNewCondition()
                .withType("Progressing")
                .withStatus("True")
                .withReason("NewReplicaSetAvailable")
                .endCondition()
                .build();
        Workload scaled = injected()
                .deploymentSpec(spec -> spec.setReplicas(2))
                .status(refused)
                .workload();
        assertThat(restarting(scaled)).isFalse();
    }

    @Test
    void what_may_become_of_a_restart_is_known_after_it_was_judged() {
        Workload rolling = injected().status(ROLLING).workload();
        assertThat(restarting(rolling)).isTrue();
        assertThat(history.restart()).map(Restart::judged).contains(false);
        history = history.judged(Optional.of("may hang"));
        assertThat(restarting(rolling)).isTrue();
        assertThat(history.restart()).flatMap(Restart::hazard).contains("may hang");
    }

    @Test
    void what_the_api_server_answered_to_the_last_write_is_known_until_the_exporter_is_removed() {
        Workload live = Registries.usual().container(Names.CONTAINER, "a:1").workload();
        history = history.injected("mine", live, "applied", Optional.empty(), "", now);
        assertThat(history.accepted()).isEqualTo(live.exporter());
        history = history.removed("mine", live, Set.of(), false, now);
        assertThat(history.accepted()).isEmpty();
    }

    @Test
    void the_pods_of_the_last_failure_are_known_after_a_later_removal_too() {
        Workload live = Registries.usual().workload();
        history = history.removed("mine", live, Set.of("pod"), true, now);
        assertThat(history.failedPods()).containsExactly("pod");
        history = history.removed("mine", live, Set.of(), true, now);
        assertThat(history.rollout(live, now).failedBefore()).containsExactly("pod");
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private RolloutFacts facts(Workload workload) {
        history = history.seen("mine", workload, false, now);
        return history.facts(workload, now);
    }

    private boolean restarting(Workload workload) {
        return history.restarting(workload, facts(workload));
    }

    private boolean removalRollingOut(String resource, Workload workload) {
        history = history.seen(resource, workload, false, now);
        return history.removalRollingOut(resource, workload, now);
    }

    private static Registries injected() {
        return Registries.usual()
                .annotation(Names.INJECTED_BY, "mine")
                .annotation(Names.BASE, Registries.usual().workload().base());
    }

    private static Workload statefulSet(int updated) {
        return statefulSet(updated, spec -> {});
    }

    /** Three pods of the newest template run. */
    private static Workload complete() {
        return statefulSet(3, 3, "b", spec -> {});
    }

    /** One of three pods goes with its node, and is none of any template any more. */
    private static Workload lost() {
        return statefulSet(2, 2, "b", spec -> {});
    }

    private static Workload statefulSet(int updated, Consumer<StatefulSetSpec> change) {
        return statefulSet(updated, 2, "a", change);
    }

    private static Workload statefulSet(int updated, int ready, String current, Consumer<StatefulSetSpec> change) {
        Registries registry = Registries.statefulSet()
                .container("registry", "registry:3")
                .mount("storage", "/var/lib/registry")
                .pvc("storage")
                .statefulSetSpec(spec -> spec.setReplicas(3))
                .statefulSetSpec(change)
                .status(new StatefulSetStatusBuilder()
                        .withObservedGeneration(1L)
                        .withCurrentRevision(current)
                        .withUpdateRevision("b")
                        .withReplicas(3)
                        .withUpdatedReplicas(updated)
                        .withReadyReplicas(ready)
                        .build());
        return registry.annotation(Names.INJECTED_BY, "mine")
                .annotation(Names.BASE, registry.workload().base())
                .workload();
    }
}
