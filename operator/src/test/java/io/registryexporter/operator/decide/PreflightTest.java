package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RolloutSpec;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.preflight.PreflightVerdict;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Pods;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static final Pod REGISTRY =
            Pods.before().named("a-1").onNode("node-1").build();

    private final RegistryExporter mine = resource(RolloutSpec.Preflight.AUTO).build();

    @Test
    void an_injection_begins_with_a_preflight_on_the_node_of_the_registry() {
        Decision.BeginPreflight begin = begun(Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY));

        assertThat(begin.request().node()).isEqualTo("node-1");
        assertThat(begin.until().why().reason()).isEqualTo(Reason.PREFLIGHT_RUNNING);
        assertThat(begin.then()).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void nothing_is_written_while_the_first_scan_runs_however_long() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();

        Decision.Wait wait = (Decision.Wait) deciding.pass(Duration.ofHours(3))
                .preflight(preflight().scanning().build())
                .decision();

        assertThat(wait.why().reason()).isEqualTo(Reason.PREFLIGHT_RUNNING);
    }

    @Test
    void the_injection_follows_once_the_pod_of_a_passed_preflight_is_gone() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();

        Decision.EndPreflight end = (Decision.EndPreflight)
                deciding.preflight(preflight().running().build()).decision();
        assertThat(end.preflight().is(PreflightVerdict.Kind.PASSED)).isTrue();
        assertThat(end.then().why().reason()).isEqualTo(Reason.PREFLIGHT_RUNNING);
        assertThat(deciding.preflight(preflight().running().deleted().build()).decision())
                .isInstanceOf(Decision.Wait.class);

        assertThat(deciding.preflight().decision()).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void the_pod_is_taken_for_gone_after_its_grace_period_but_on_the_network_of_the_node() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();
        deciding.preflight(preflight().running().build()).decision();
        assertThat(deciding.pass(Duration.ofSeconds(4)).decision()).isInstanceOf(Decision.Inject.class);

        Deciding onHost = Deciding.of(mine)
                .with(
                        Rollouts.bare("a")
                                .deploymentSpec(
                                        spec -> spec.getTemplate().getSpec().setHostNetwork(true)),
                        REGISTRY);
        onHost.decision();
        onHost.preflight(preflight().running().build()).decision();
        assertThat(onHost.pass(Duration.ofSeconds(4)).decision()).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void a_preflight_fails_with_the_words_of_its_pod() {
        Decision.EndPreflight end = ended(preflight().waiting("CrashLoopBackOff", "back-off"));

        assertThat(end.then().why().reason()).isEqualTo(Reason.PREFLIGHT_FAILED);
        assertThat(end.then().why().message()).contains("CrashLoopBackOff", "nothing was written");
        assertThat(end.then().notTriedAgain()).isPresent();
    }

    @Test
    void a_failed_preflight_is_not_repeated() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();
        deciding.preflight(preflight().waiting("CrashLoopBackOff", "back-off").build())
                .decision();

        Decision.Wait wait = (Decision.Wait) deciding.preflight().decision();
        assertThat(wait.why().reason()).isEqualTo(Reason.PREFLIGHT_FAILED);
    }

    @Test
    void a_failed_preflight_is_repeated_for_another_exporter() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();
        deciding.preflight(preflight().waiting("CrashLoopBackOff", "back-off").build())
                .decision();

        begun(deciding.changed(
                resource(RolloutSpec.Preflight.AUTO).image("fixed:2").build()));
    }

    @Test
    void another_exporter_in_the_middle_replaces_the_pod() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        String first = begun(deciding).request().pod().getMetadata().getName();

        Decision.BeginPreflight second = begun(deciding.changed(
                resource(RolloutSpec.Preflight.AUTO).image("fixed:2").build()));

        assertThat(second.previous()).contains(first);
        assertThat(second.attempt()).isEqualTo(1);
    }

    @Test
    void the_constraints_are_not_read_while_a_preflight_runs() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();
        int before = deciding.asked().size();
        deciding.preflight(preflight().scanning().build()).decision();
        assertThat(deciding.asked().subList(before, deciding.asked().size()))
                .containsExactly(Question.STORAGE, Question.NAMESPACE, Question.PREFLIGHT);
    }

    @Test
    void a_pod_that_is_not_scheduled_fails_after_the_progress_deadline() {
        Registries impatient = Rollouts.bare("a").deploymentSpec(spec -> spec.setProgressDeadlineSeconds(90));
        Deciding deciding = Deciding.of(mine).with(impatient, REGISTRY);
        deciding.decision();
        Pod pending = preflight().unscheduled("0/1 nodes are available").unseen();

        assertThat(deciding.pass(Duration.ofSeconds(89)).preflight(pending).decision())
                .isInstanceOf(Decision.Wait.class);
        Decision.EndPreflight end =
                (Decision.EndPreflight) deciding.pass(Duration.ofSeconds(1)).decision();
        assertThat(end.then().why().message()).contains("0/1 nodes are available");
    }

    @Test
    void an_evicted_pod_is_replaced_and_the_third_one_ends_the_preflight() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        String first = begun(deciding).request().pod().getMetadata().getName();
        Pod evicted = preflight().evicted("Evicted", "low on memory").build();
        Decision.BeginPreflight second = begun(deciding.preflight(evicted));
        assertThat(second.request().pod().getMetadata().getName()).isNotEqualTo(first);
        assertThat(second.previous()).contains(first);
        begun(deciding);

        Decision.EndPreflight end = (Decision.EndPreflight) deciding.decision();
        assertThat(end.preflight().is(PreflightVerdict.Kind.IMPOSSIBLE)).isTrue();
        Decision.Inject inject = (Decision.Inject) deciding.decision();
        assertThat(inject.injection().remark()).contains("no preflight ran", "Evicted: low on memory");
    }

    @Test
    void a_preflight_that_others_end_is_not_repeated_however_long_its_pods_lived() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.preflight(preflight().evicted("Evicted", "low on memory").build());
        for (int pod = 0; pod < 3; pod++) {
            begun(deciding.pass(Duration.ofHours(1)));
        }
        assertThat(deciding.pass(Duration.ofHours(1)).decision()).isInstanceOf(Decision.EndPreflight.class);
        assertThat(deciding.pass(Duration.ofSeconds(5)).decision()).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_scan_beyond_the_time_of_its_pod_fails() {
        Decision.EndPreflight end = ended(preflight().evicted("DeadlineExceeded", "Pod was active"));
        assertThat(end.then().why().reason()).isEqualTo(Reason.PREFLIGHT_FAILED);
        assertThat(end.then().why().message()).contains("did not end within four hours");
    }

    @Test
    void a_container_that_ran_before_is_not_late() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();
        Pod again = preflight()
                .waiting("ContainerCreating", "")
                .ended(0, "Completed", "")
                .build();
        Decision.Wait wait = (Decision.Wait)
                deciding.pass(Duration.ofHours(1)).preflight(again).decision();
        assertThat(wait.why().reason()).isEqualTo(Reason.PREFLIGHT_RUNNING);
    }

    @Test
    void a_pod_that_waits_for_a_node_that_the_registry_has_left_is_replaced() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();
        deciding.with(
                Rollouts.bare("a"), Pods.before().named("a-2").onNode("node-2").build());
        Pod pending = preflight().unscheduled("node(s) were unschedulable").unseen();

        Decision.BeginPreflight second =
                begun(deciding.pass(Duration.ofMinutes(10)).preflight(pending));
        assertThat(second.request().node()).isEqualTo("node-2");
    }

    @Test
    void between_two_pods_of_the_registry_the_preflight_waits_for_the_next_one() {
        Pod next = new PodBuilder(Pods.before().named("a-2").phase("Pending").build())
                .editMetadata()
                .withCreationTimestamp(Deciding.START.toString())
                .endMetadata()
                .build();
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), next);

        Decision.Wait wait = (Decision.Wait) deciding.decision();
        assertThat(wait.why().reason()).isEqualTo(Reason.PREFLIGHT_RUNNING);
        assertThat(deciding.pass(Duration.ofSeconds(30)).decision()).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_pod_that_is_ready_is_preferred_to_one_that_is_not() {
        Pod ready = new PodBuilder(Pods.before().named("a-2").onNode("node-2").build())
                .editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
        assertThat(begun(Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY, ready))
                        .request()
                        .node())
                .isEqualTo("node-2");
    }

    @Test
    void a_preflight_makes_room_when_the_registry_goes_away_and_begins_again_when_it_is_back() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();
        deciding.with(Rollouts.bare("a").status(Rollouts.away()));
        Pod scanning = preflight().scanning().build();

        Decision.EndPreflight end = (Decision.EndPreflight)
                deciding.pass(Duration.ofMinutes(1)).preflight(scanning).decision();
        assertThat(end.preflight().is(PreflightVerdict.Kind.INTERRUPTED)).isTrue();
        assertThat(deciding.pass(Duration.ofHours(1)).decision())
                .isEqualTo(new Decision.Wait(
                        new Verdict(
                                Reason.PREFLIGHT_RUNNING,
                                "the preflight begins again when the registry has an available replica"),
                        end.then().storage(),
                        Optional.empty()));

        deciding.with(Rollouts.bare("a"), REGISTRY);
        assertThat(begun(deciding).attempt()).isEqualTo(2);
    }

    @Test
    void a_registry_that_goes_away_with_each_preflight_gets_no_fourth_one() {
        Deciding deciding = Deciding.of(mine);
        for (int attempt = 1; attempt <= 3; attempt++) {
            deciding.with(Rollouts.bare("a"), REGISTRY);
            assertThat(begun(deciding).attempt()).isEqualTo(attempt);
            deciding.with(Rollouts.bare("a").status(Rollouts.away()))
                    .preflight(preflight().scanning().build());
            deciding.decision();
        }
        deciding.with(Rollouts.bare("a"), REGISTRY);
        Decision.Inject inject = (Decision.Inject) deciding.decision();
        assertThat(inject.injection().remark()).contains("no preflight ran", "lost its last available replica 3 times");
    }

    @Test
    void a_removal_in_the_middle_keeps_the_memory_of_the_pod() {
        RegistryExporter changed =
                resource(RolloutSpec.Preflight.AUTO).image("other:2").build();
        Registries carrying = Rollouts.injected("a", mine, Rollouts.done());
        Deciding deciding = Deciding.of(changed).with(carrying, REGISTRY);
        deciding.decision();

        assertThat(deciding.history("a")
                        .removed("mine", carrying.workload(), Set.of(), true, Deciding.START)
                        .preflight())
                .isPresent();
    }

    @Test
    void without_a_running_pod_the_injection_goes_on_and_says_so() {
        Decision.Inject inject =
                (Decision.Inject) Deciding.of(mine).with(Rollouts.bare("a")).decision();
        assertThat(inject.injection().remark()).isEqualTo("no preflight ran: no pod of the registry runs");
    }

    @Test
    void a_resource_may_require_a_preflight() {
        Decision.Wait wait = (Decision.Wait)
                Deciding.of(resource(RolloutSpec.Preflight.REQUIRED).build())
                        .with(Rollouts.bare("a"))
                        .decision();
        assertThat(wait.why().reason()).isEqualTo(Reason.PREFLIGHT_FAILED);
        assertThat(wait.why().message()).contains("no pod of the registry runs", "Required");
        assertThat(wait.notTriedAgain()).isEmpty();
    }

    @Test
    void a_resource_may_switch_preflights_off() {
        Deciding deciding =
                Deciding.of(resource(RolloutSpec.Preflight.OFF).build()).with(Rollouts.bare("a"), REGISTRY);
        assertThat(deciding.decision()).isInstanceOf(Decision.Inject.class);
        assertThat(deciding.asked()).doesNotContain(Question.PODS);
    }

    @Test
    void a_workload_without_replicas_needs_no_preflight() {
        Registries scaled = Rollouts.bare("a").deploymentSpec(spec -> spec.setReplicas(0));
        assertThat(Deciding.of(mine).with(scaled).decision()).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void an_exporter_that_a_preflight_of_another_workload_proved_needs_none() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY);
        String proof = begun(deciding).request().proof();

        assertThat(Deciding.of(mine)
                        .proved(proof)
                        .with(Rollouts.bare("b"), REGISTRY)
                        .decision())
                .isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_proof_is_about_one_node() {
        String proof = begun(Deciding.of(mine).with(Rollouts.bare("a"), REGISTRY))
                .request()
                .proof();
        Pod elsewhere = Pods.before().named("a-1").onNode("node-2").build();

        begun(Deciding.of(mine).proved(proof).with(Rollouts.bare("a"), elsewhere));
    }

    @Test
    void a_resource_runs_one_preflight_at_a_time() {
        RegistryExporter many =
                resource(RolloutSpec.Preflight.AUTO).maxConcurrent(5).build();
        var decisions = Deciding.of(many)
                .with(Rollouts.bare("a"), REGISTRY)
                .with(Rollouts.bare("b").pvc("other").mount("other", "/var/lib/registry"), REGISTRY)
                .round();

        assertThat(decisions.get(0)).isInstanceOf(Decision.BeginPreflight.class);
        assertThat(((Decision.Wait) decisions.get(1)).why().reason()).isEqualTo(Reason.WAITING_FOR_TURN);
    }

    @Test
    void an_update_needs_a_preflight_too() {
        RegistryExporter changed =
                resource(RolloutSpec.Preflight.AUTO).image("other:2").build();
        Decision.BeginPreflight begin =
                begun(Deciding.of(changed).with(Rollouts.injected("a", mine, Rollouts.done()), REGISTRY));
        assertThat(begin.then()).isInstanceOf(Decision.Update.class);
    }

    @Test
    void a_failing_exporter_is_removed_before_the_preflight_of_its_successor() {
        RegistryExporter changed =
                resource(RolloutSpec.Preflight.AUTO).image("other:2").build();
        Pod failing = Pods.with(Planning.desired(mine, Registries.usual()))
                .onNode("node-1")
                .waiting("CrashLoopBackOff", "why")
                .build();
        Decision.Remove remove = (Decision.Remove) Deciding.of(changed)
                .with(Rollouts.injected("a", mine, Rollouts.down()), failing)
                .decision();
        assertThat(remove.cause().note()).isEmpty();
    }

    private static Decision.EndPreflight ended(Pods pod) {
        Deciding deciding =
                Deciding.of(resource(RolloutSpec.Preflight.AUTO).build()).with(Rollouts.bare("a"), REGISTRY);
        deciding.decision();
        return (Decision.EndPreflight) deciding.preflight(pod.build()).decision();
    }

    private static Decision.BeginPreflight begun(Deciding deciding) {
        return (Decision.BeginPreflight) deciding.decision();
    }

    private static Exporters resource(RolloutSpec.Preflight preflight) {
        return Exporters.named("mine").uid("mine").preflight(preflight);
    }

    private static Pods preflight() {
        return Pods.with(Planning.desired(resource(RolloutSpec.Preflight.AUTO).build(), Registries.usual()));
    }
}
