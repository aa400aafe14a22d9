package io.registryexporter.operator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.SettableClock;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which registries are being restarted because of the operator. */
class RestartsTest {
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

    private final SettableClock clock = new SettableClock();
    private final Restarts restarts = new Restarts(clock);
    private final RegistryExporter mine = Exporters.named("mine").build();

    @Test
    void one_whose_newest_template_is_the_operators_restarts_also_for_a_process_that_has_just_begun() {
        assertThat(restarting(injected().status(ROLLING).workload())).isTrue();
        assertThat(restarting(injected().status(DONE).workload())).isFalse();
    }

    @Test
    void one_whose_owner_has_changed_it_since_restarts_because_of_him() {
        Workload changed =
                injected().podAnnotation("restartedAt", "now").status(ROLLING).workload();
        assertThat(restarting(changed)).isFalse();
    }

    @Test
    void one_that_fails_after_its_rollout_has_ended_well_is_not_restarting() {
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
    void the_condition_of_the_rollout_before_is_not_that_of_the_new_one() {
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
    void a_deployment_whose_deadline_was_taken_off_has_that_of_the_operator() {
        Workload waiting = injected().status(ROLLING).workload();
        assertThat(restarting(waiting)).isTrue();
        clock.pass(Restarts.DEADLINE);
        assertThat(restarts.facts(mine, waiting).stuck()).isPresent();
        assertThat(restarting(waiting)).isFalse();
    }

    @Test
    void one_past_its_deadline_does_not_hold_up_the_others() {
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
    void one_from_which_the_exporter_was_taken_restarts_until_it_is_complete() {
        Workload leaving = Registries.usual().status(ROLLING).workload();
        assertThat(restarts.leaving(mine, leaving)).isFalse();

        restarts.began(mine, leaving, Optional.empty());

        assertThat(restarts.leaving(mine, leaving)).isTrue();
        assertThat(restarts.leaving(Exporters.named("other").build(), leaving)).isFalse();
        assertThat(restarts.leaving(mine, Registries.usual().status(DONE).workload()))
                .isFalse();
        assertThat(restarts.leaving(mine, leaving)).isFalse();
    }

    @Test
    void one_that_still_carries_the_exporter_is_not_rid_of_it() {
        Workload carrying = injected().status(ROLLING).workload();
        restarts.began(mine, carrying, Optional.empty());
        assertThat(restarts.leaving(mine, carrying)).isFalse();
    }

    @Test
    void without_a_controller_nothing_that_is_left_restarts() {
        Workload unseen = Registries.usual().workload();
        restarts.began(mine, unseen, Optional.empty());
        assertThat(restarts.leaving(mine, unseen)).isFalse();
    }

    @Test
    void a_stateful_set_that_has_not_moved_for_ten_minutes_is_stuck() {
        Workload waiting = statefulSet(0);
        assertThat(restarts.facts(mine, waiting).stuck()).isEmpty();
        clock.pass(Duration.ofMinutes(9));
        assertThat(restarts.facts(mine, waiting).stuck()).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(restarts.facts(mine, waiting).stuck()).contains("nothing has moved for 10 minutes");
    }

    @Test
    void a_stateful_set_that_moves_is_not_stuck() {
        restarts.facts(mine, statefulSet(0));
        clock.pass(Duration.ofMinutes(9));
        restarts.facts(mine, statefulSet(1));
        clock.pass(Duration.ofMinutes(9));
        assertThat(restarts.facts(mine, statefulSet(1)).stuck()).isEmpty();
    }

    @Test
    void the_grace_period_and_min_ready_seconds_of_its_pods_are_not_counted() {
        Workload slow = statefulSet(0, spec -> {
            spec.setMinReadySeconds(600);
            spec.getTemplate().getSpec().setTerminationGracePeriodSeconds(300L);
        });
        restarts.facts(mine, slow);
        clock.pass(Duration.ofMinutes(24));
        assertThat(restarts.facts(mine, slow).stuck()).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(restarts.facts(mine, slow).stuck()).isPresent();
    }

    @Test
    void a_pod_that_is_lost_after_a_rollout_has_ended_is_no_restart_of_the_operators() {
        restarts.facts(mine, complete());

        assertThat(restarting(lost())).isFalse();
        clock.pass(Duration.ofHours(1));
        assertThat(restarts.facts(mine, lost()).stuck()).isEmpty();
    }

    @Test
    void what_a_process_before_has_told_of_the_end_of_a_rollout_counts_at_the_first_look() {
        restarts.met(lost(), () -> true);
        assertThat(restarting(lost())).isFalse();
    }

    @Test
    void what_was_told_before_a_write_does_not_count_after_it() {
        restarts.met(lost(), () -> false);
        restarts.met(lost(), () -> true);
        assertThat(restarting(lost())).isTrue();
    }

    @Test
    void a_new_write_of_a_template_that_ran_before_is_a_restart_again() {
        restarts.facts(mine, complete());
        restarts.began(mine, lost(), Optional.empty());
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
    void what_may_become_of_a_rollout_is_judged_once() {
        Workload rolling = injected().status(ROLLING).workload();
        restarts.facts(mine, rolling);
        assertThat(restarts.hazard(rolling, () -> Optional.of("may hang"))).contains("may hang");
        assertThat(restarts.hazard(rolling, () -> {
                    throw new IllegalStateException("judged twice");
                }))
                .contains("may hang");
    }

    @Test
    void workloads_that_are_gone_are_forgotten() {
        Workload leaving = Registries.usual().status(ROLLING).workload();
        restarts.began(mine, leaving, Optional.empty());
        restarts.retain(Set.copyOf(List.of("other")));
        assertThat(restarts.leaving(mine, leaving)).isFalse();
    }

    private boolean restarting(Workload workload) {
        return restarts.restarting(workload, restarts.facts(mine, workload));
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
