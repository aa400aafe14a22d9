package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the exporter is withdrawn from a registry that it keeps from running. */
class WithdrawalTest {
    private final RegistryExporter mine = Exporters.named("mine").build();

    @Test
    void an_exporter_that_crashes_is_withdrawn_with_its_cause_and_its_pods() {
        RemovalCause.Failed failed = failed(Deciding.of(mine)
                .with(injected("a", Rollouts.rolling()), crashing())
                .decision());

        assertThat(failed.failure().reason()).isEqualTo(Reason.CRASH_LOOP_BACK_OFF);
        assertThat(failed.failedPods()).containsExactly("pod");
        assertThat(failed.fingerprint())
                .isEqualTo(InjectionFingerprint.of(
                        mine,
                        injected("a", Rollouts.rolling()).workload(),
                        Planning.desired(mine, Registries.usual())));
    }

    @Test
    void a_withdrawal_leaves_a_note_that_names_the_way_on() {
        RemovalCause cause = new RemovalCause.Failed(
                new Verdict(Reason.OOM_KILLED, "exit code 137"), new InjectionFingerprint("abc"), Set.of());

        assertThat(cause.note())
                .contains(new Withdrawal(
                        "abc",
                        "OOMKilled",
                        "exit code 137; the exporter was withdrawn. Remove the cause, then change the resource or set"
                                + " annotation " + Names.RETRY + " to a new value"));
        assertThat(cause.reported()).map(Verdict::reason).contains(Reason.OOM_KILLED);
        assertThat(cause.why()).isEqualTo("exit code 137");
    }

    @Test
    void what_was_withdrawn_from_one_registry_does_not_come_to_another() {
        List<Decision> decisions = Deciding.of(mine)
                .with(injected("a", Rollouts.rolling()), crashing())
                .with(Rollouts.bare("b"))
                .round();

        assertThat(((Decision.Wait) decisions.get(1)).why().message())
                .contains(
                        "it was withdrawn from Deployment a (CrashLoopBackOff), and is not injected into other workloads");
    }

    @Test
    void what_was_withdrawn_earlier_does_not_come_to_another_either() {
        List<Decision> decisions = Deciding.of(mine)
                .with(withdrawn("a", "CrashLoopBackOff"))
                .with(Rollouts.bare("b"))
                .round();

        Decision.Skip skip = (Decision.Skip) decisions.get(0);
        assertThat(skip.why().reason()).isEqualTo(Reason.CRASH_LOOP_BACK_OFF);
        assertThat(skip.notTriedAgain()).isPresent();
        assertThat(decisions.get(1)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void what_was_withdrawn_is_not_tried_again_though_another_manager_keeps_the_marker() {
        Decision decision = Deciding.of(mine)
                .with(withdrawn("a", "CrashLoopBackOff").annotation(Names.INJECTED_BY, "mine"))
                .decision();

        assertThat(((Decision.Skip) decision).why().reason()).isEqualTo(Reason.CRASH_LOOP_BACK_OFF);
    }

    @Test
    void a_refused_pod_concerns_one_registry_alone() {
        List<Decision> decisions = Deciding.of(mine)
                .with(withdrawn("a", "FailedCreate"))
                .with(Rollouts.bare("b"))
                .round();

        assertThat(decisions.get(1)).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_deadline_that_was_exceeded_concerns_one_registry_alone() {
        RegistryExporter two = Exporters.named("mine").maxConcurrent(2).build();
        List<Decision> decisions = overdue(two);

        assertThat(failed(decisions.get(0)).failure().reason()).isEqualTo(Reason.PROGRESS_DEADLINE_EXCEEDED);
        assertThat(decisions.get(1)).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void the_restart_of_a_withdrawal_takes_a_turn() {
        assertThat(overdue(mine).get(1)).isInstanceOf(Decision.Wait.class);
    }

    private static List<Decision> overdue(RegistryExporter resource) {
        Pod waiting = Pods.with(Planning.desired(resource, Registries.usual()))
                .unscheduled("no node")
                .unseen();
        return Deciding.of(resource)
                .with(Rollouts.injected("a", resource, Rollouts.timedOut()), waiting)
                .with(Rollouts.bare("b"))
                .round();
    }

    @Test
    void a_resource_that_does_not_want_it_keeps_a_failing_exporter() {
        RegistryExporter keeping = Exporters.named("mine").withoutWithdrawal().build();
        Decision decision = Deciding.of(keeping)
                .with(Rollouts.injected("a", keeping, Rollouts.rolling()), crashing())
                .decision();

        assertThat(((Decision.Keep) decision).verdict().reason()).isEqualTo(Reason.EXPORTER_NOT_STARTING);
    }

    @Test
    void a_paused_resource_withdraws_nothing() {
        RegistryExporter paused = Exporters.named("mine").paused().build();
        assertThat(Deciding.of(paused)
                        .with(injected("a", Rollouts.rolling()), crashing())
                        .decision())
                .isInstanceOf(Decision.Keep.class);
    }

    @Test
    void a_failing_exporter_that_is_to_be_changed_is_updated_at_once_or_withdrawn() {
        RegistryExporter fixed = Exporters.named("mine").scanInterval("1h").build();
        List<Decision> decisions = Deciding.of(fixed)
                .with(injected("a", Rollouts.down()), crashing())
                .with(injected("b", Rollouts.down()), crashing())
                .round();

        assertThat(decisions).allSatisfy(decision -> {
            assertThat(decision).isInstanceOf(Decision.Update.class);
            assertThat(decision.ifRefused())
                    .hasValueSatisfying(removal ->
                            assertThat(failed(removal).failure().reason()).isEqualTo(Reason.CRASH_LOOP_BACK_OFF));
        });
    }

    @Test
    void a_failing_exporter_goes_where_the_next_one_was_withdrawn_elsewhere() {
        RegistryExporter fixed = Exporters.named("mine").scanInterval("1h").build();
        Registries given = Rollouts.bare("b")
                .annotation(
                        Names.WITHDRAWN,
                        new Withdrawal(
                                        InjectionFingerprint.of(
                                                        fixed,
                                                        Rollouts.bare("b").workload(),
                                                        Planning.desired(fixed, Registries.usual()))
                                                .value(),
                                        "OOMKilled",
                                        "why")
                                .text());
        List<Decision> decisions = Deciding.of(fixed)
                .with(injected("a", Rollouts.down()), crashing())
                .with(given)
                .round();

        assertThat(decisions.get(0)).isInstanceOf(Decision.Remove.class);
    }

    @Test
    void a_failing_exporter_that_nobody_wants_is_removed_without_a_turn_and_without_a_note() {
        List<Decision> decisions = Deciding.of(mine)
                .with(injected("a", Rollouts.rolling()))
                .with(injected("b", Rollouts.down()).annotation(Names.INJECT, "false"), crashing())
                .round();

        Decision.Remove remove = (Decision.Remove) decisions.get(1);
        assertThat(remove.cause().note()).isEmpty();
        assertThat(remove.cause().reported()).map(Verdict::reason).contains(Reason.OPTED_OUT);
    }

    @Test
    void a_failing_exporter_whose_storage_cannot_be_known_is_removed() {
        Registries unknown = injected("a", Rollouts.down())
                .mount("config", "/etc/docker/registry")
                .configMap("config", "settings");
        Decision.Remove remove =
                (Decision.Remove) Deciding.of(mine).with(unknown, crashing()).decision();

        assertThat(remove.cause().reported()).map(Verdict::reason).contains(Reason.CRASH_LOOP_BACK_OFF);
    }

    @Test
    void the_pods_of_an_earlier_failure_do_not_fail_the_next_try() {
        Registries again = injected("a", Rollouts.rolling());
        Deciding deciding = Deciding.of(mine)
                .remembering(
                        again,
                        history -> history.removed(
                                "mine", Rollouts.bare("a").workload(), Set.of("pod"), false, Deciding.START))
                .with(again, crashing());

        assertThat(deciding.decision()).isInstanceOf(Decision.Keep.class);
    }

    @Test
    void a_registry_of_which_no_pod_can_be_created_loses_the_exporter_after_a_minute() {
        DeploymentStatus refused = new DeploymentStatusBuilder()
                .withObservedGeneration(1L)
                .withReplicas(0)
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withMessage("exceeded quota")
                .endCondition()
                .build();
        Deciding deciding = Deciding.of(mine).with(injected("a", refused));

        assertThat(deciding.decision()).isInstanceOf(Decision.Keep.class);
        assertThat(failed(deciding.pass(Duration.ofMinutes(1)).decision())
                        .failure()
                        .reason())
                .isEqualTo(Reason.FAILED_CREATE);
    }

    @Test
    void a_controller_that_cannot_create_the_replica_set_has_the_deadline_of_the_operator() {
        Registries halted = injected("a", Rollouts.halted()).generation(2L);
        Deciding deciding = Deciding.of(mine).with(halted).with(Rollouts.bare("b"));

        List<Decision> first = deciding.round();
        assertThat(((Decision.Keep) first.get(0)).verdict())
                .isEqualTo(new Verdict(Reason.ROLLOUT_STUCK, "ReplicaSetCreateError: exceeded quota: objects"));
        assertThat(first.get(1)).isInstanceOf(Decision.Wait.class);
        assertThat(failed(deciding.pass(Duration.ofMinutes(10)).round().get(0)).failure())
                .isEqualTo(new Verdict(
                        Reason.PROGRESS_DEADLINE_EXCEEDED, "ReplicaSetCreateError: exceeded quota: objects"));
    }

    private static RemovalCause.Failed failed(Decision decision) {
        return (RemovalCause.Failed) ((Decision.Remove) decision).cause();
    }

    private Registries injected(String name, DeploymentStatus status) {
        return Rollouts.injected(name, mine, status);
    }

    private Registries withdrawn(String name, String reason) {
        InjectionFingerprint fingerprint = InjectionFingerprint.of(
                mine, Rollouts.bare(name).workload(), Planning.desired(mine, Registries.usual()));
        return Rollouts.bare(name)
                .annotation(Names.WITHDRAWN, new Withdrawal(fingerprint.value(), reason, "why").text());
    }

    private Pod crashing() {
        Pod pod = Pods.with(Planning.desired(mine, Registries.usual()))
                .waiting("CrashLoopBackOff", "why")
                .build();
        pod.getMetadata().setUid("pod");
        return pod;
    }
}
