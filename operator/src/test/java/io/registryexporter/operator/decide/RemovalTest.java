package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategyBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Pods;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import io.registryexporter.operator.workload.Withdrawal;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Removals of the exporter, for every cause. */
class RemovalTest {
    private static final RestartBudget NONE_LEFT = RestartBudget.of(1, 1);

    private final RegistryExporter mine = Exporters.named("mine").build();

    static Stream<RemovalCause> causes() {
        return Stream.of(
                new RemovalCause.NotWanted(new Verdict(Reason.OPTED_OUT, "annotation")),
                new RemovalCause.Failed(
                        new Verdict(Reason.OOM_KILLED, "why"), new InjectionFingerprint("abc"), Set.of("pod")),
                new RemovalCause.ResourceDeleted(),
                new RemovalCause.Orphaned(),
                new RemovalCause.Uninstalled());
    }

    @Test
    void every_cause_is_tested_here() {
        assertThat(causes().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(RemovalCause.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("causes")
    void a_workload_that_carries_it_loses_it(RemovalCause cause) {
        Decision decision = Deciding.of(mine)
                .with(Rollouts.injected("a", mine, Rollouts.done()))
                .removal(cause, RestartBudget.unlimited());
        assertThat(decision).isEqualTo(new Decision.Remove(cause));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void only_a_failure_and_an_uninstall_do_not_wait_for_a_turn(RemovalCause cause) {
        boolean urgent = cause instanceof RemovalCause.Failed || cause instanceof RemovalCause.Uninstalled;
        Decision decision = Deciding.of(mine)
                .with(Rollouts.injected("a", mine, Rollouts.done()))
                .removal(cause, NONE_LEFT);
        assertThat(decision instanceof Decision.Remove).isEqualTo(urgent);
        assertThat(decision instanceof Decision.Wait).isEqualTo(!urgent);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void every_cause_says_why(RemovalCause cause) {
        assertThat(cause.why()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("causes")
    void a_note_alone_is_removed_without_a_turn(RemovalCause cause) {
        Registries noted = Rollouts.bare("a")
                .annotation(Names.WITHDRAWN, new Withdrawal("abc", "OOMKilled", "why").text())
                .managed(Names.FIELD_MANAGER, "Apply", "other");
        assertThat(Deciding.of(mine).with(noted).removal(cause, NONE_LEFT)).isInstanceOf(Decision.Remove.class);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void fields_of_other_managers_are_left_to_them(RemovalCause cause) {
        Registries shared = Rollouts.bare("a")
                .container(Names.CONTAINER, "x")
                .annotation(Names.INJECTED_BY, "mine")
                .managed("helm", "Update", Names.CONTAINER);
        Decision decision = Deciding.of(mine).with(shared).removal(cause, RestartBudget.unlimited());
        assertThat(((Decision.LeaveBehind) decision).why().reason()).isEqualTo(Reason.OWNED_BY_OTHER_MANAGER);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void a_note_that_another_manager_owns_costs_no_write(RemovalCause cause) {
        Registries noted =
                Rollouts.bare("a").annotation(Names.WITHDRAWN, new Withdrawal("abc", "OOMKilled", "why").text());
        assertThat(Deciding.of(mine).with(noted).removal(cause, RestartBudget.unlimited()))
                .isInstanceOf(Decision.Skip.class);
    }

    @Test
    void a_registry_whose_rollout_is_stuck_waits_for_no_turn() {
        assertThat(Deciding.of(mine)
                        .with(Rollouts.injected("a", mine, Rollouts.timedOut()))
                        .removal(new RemovalCause.ResourceDeleted(), NONE_LEFT))
                .isInstanceOf(Decision.Remove.class);
    }

    @Test
    void pods_that_cannot_be_read_leave_the_decision_as_it_would_be_without_them() {
        Deciding blocked = Deciding.of(mine).with(Rollouts.inOrder("a").status(Rollouts.blocked()));
        assertThat(blocked.question(new RemovalCause.Orphaned()).unanswered())
                .hasValueSatisfying(decision -> assertThat(decision).isInstanceOf(Decision.Skip.class));
    }

    @Test
    void a_registry_that_is_restarting_already_loses_it_at_once() {
        assertThat(Deciding.of(mine)
                        .with(Rollouts.injected("a", mine, Rollouts.rolling()))
                        .removal(new RemovalCause.ResourceDeleted(), NONE_LEFT))
                .isInstanceOf(Decision.Remove.class);
    }

    @Test
    void a_workload_that_nothing_selects_any_more_loses_it() {
        Registries left = Rollouts.injected("a", mine, Rollouts.done()).label("app", "other");
        Decision.Remove remove = (Decision.Remove) Deciding.of(mine).with(left).decision();
        assertThat(remove.cause().why()).isEqualTo("the selector does not match the workload any more");
    }

    @Test
    void while_paused_nothing_is_removed_and_no_pod_is_deleted() {
        RegistryExporter paused = Exporters.named("mine").paused().build();
        Registries left = Rollouts.injected("a", mine, Rollouts.done()).label("app", "other");
        assertThat(((Decision.Wait) Deciding.of(paused).with(left).decision())
                        .why()
                        .reason())
                .isEqualTo(Reason.PAUSED);

        Deciding blocked = Deciding.of(paused).with(optedOut().status(Rollouts.blocked()), stuck("a-0"));
        assertThat(blocked.decision()).isInstanceOf(Decision.Skip.class);
    }

    @Test
    void a_stuck_pod_of_a_stateful_set_without_the_exporter_is_deleted() {
        Pod stuck = stuck("a-0");
        Decision.DeletePods delete = (Decision.DeletePods) Deciding.of(mine)
                .with(optedOut().status(Rollouts.blocked()), stuck)
                .decision();
        assertThat(delete.pods()).containsExactly(stuck);
        assertThat(delete.then().why().reason()).isEqualTo(Reason.OPTED_OUT);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void a_stuck_pod_is_deleted_after_every_removal(RemovalCause cause) {
        assertThat(Deciding.of(mine)
                        .with(Rollouts.inOrder("a").status(Rollouts.blocked()), stuck("a-0"))
                        .removal(cause, RestartBudget.unlimited()))
                .isInstanceOf(Decision.DeletePods.class);
    }

    @Test
    void pods_that_run_or_go_or_never_had_the_exporter_are_not_deleted() {
        Pods exporter = Pods.with(Planning.desired(mine, Registries.usual())).named("a-0");
        assertNotDeleted(exporter.running().build());
        assertNotDeleted(stuckPods("a-0").deleted().build());
        assertNotDeleted(
                Pods.before().named("a-0").waiting("CrashLoopBackOff", "why").build());
    }

    private void assertNotDeleted(Pod pod) {
        assertThat(Deciding.of(mine)
                        .with(optedOut().status(Rollouts.blocked()), pod)
                        .decision())
                .isInstanceOf(Decision.Skip.class);
    }

    @Test
    void a_pod_below_the_partition_would_come_back_as_it_is() {
        Registries partitioned = optedOut()
                .statefulSetSpec(spec -> {
                    spec.setReplicas(2);
                    spec.setUpdateStrategy(new StatefulSetUpdateStrategyBuilder()
                            .withType("RollingUpdate")
                            .withNewRollingUpdate()
                            .withPartition(1)
                            .endRollingUpdate()
                            .build());
                })
                .status(Rollouts.blocked());
        Decision.DeletePods delete = (Decision.DeletePods)
                Deciding.of(mine).with(partitioned, stuck("a-0"), stuck("a-1")).decision();
        assertThat(delete.pods()).extracting(pod -> pod.getMetadata().getName()).containsExactly("a-1");
    }

    @Test
    void no_pod_is_read_before_the_controller_has_seen_the_newest_template() {
        Deciding unseen = Deciding.of(mine).with(optedOut().generation(2L).status(Rollouts.blocked()), stuck("a-0"));
        assertThat(unseen.decision()).isInstanceOf(Decision.Skip.class);
        assertThat(unseen.asked()).doesNotContain(Question.PODS);
        assertThat(StuckPods.mayBlock(
                        optedOut().generation(2L).status(Rollouts.blocked()).workload()))
                .isTrue();
    }

    @Test
    void a_deployment_waits_for_no_pod() {
        assertThat(StuckPods.mayBlock(
                        Rollouts.bare("a").status(Rollouts.rolling()).workload()))
                .isFalse();
    }

    private static Registries optedOut() {
        return Rollouts.inOrder("a").annotation(Names.INJECT, "false");
    }

    private Pod stuck(String name) {
        return stuckPods(name).build();
    }

    private Pods stuckPods(String name) {
        return Pods.with(Planning.desired(mine, Registries.usual())).named(name).waiting("CrashLoopBackOff", "why");
    }
}
