package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Pods;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many registries are restarted at a time. */
class TurnTest {
    private final RegistryExporter mine = Exporters.named("mine").build();
    private final RegistryExporter newer =
            Exporters.named("mine").scanInterval("1h").build();

    @Test
    void of_two_registries_one_gets_the_exporter_and_the_other_waits() {
        List<Decision> decisions = Deciding.of(mine)
                .with(Rollouts.bare("a"))
                .with(Rollouts.bare("b"))
                .round();

        assertThat(decisions.get(0)).isInstanceOf(Decision.Inject.class);
        assertThat(waiting(decisions.get(1)))
                .startsWith("the exporter is injected when the restarting targets run again");
    }

    @Test
    void as_many_get_it_as_the_resource_allows() {
        RegistryExporter two = Exporters.named("mine").maxConcurrent(2).build();
        List<Decision> decisions = Deciding.of(two)
                .with(Rollouts.bare("a"))
                .with(Rollouts.bare("b"))
                .with(Rollouts.bare("c"))
                .round();

        assertThat(decisions.get(1)).isInstanceOf(Decision.Inject.class);
        assertThat(decisions.get(2)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void a_registry_that_is_being_restarted_takes_the_turn_of_the_next() {
        List<Decision> decisions = Deciding.of(mine)
                .with(Rollouts.injected("a", mine, Rollouts.rolling()))
                .with(Rollouts.bare("b"))
                .round();

        assertThat(verdict(decisions.get(0))).isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
        assertThat(decisions.get(1)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void a_registry_that_runs_again_gives_its_turn_to_the_next() {
        List<Decision> decisions = Deciding.of(mine)
                .with(Rollouts.injected("a", mine, Rollouts.done()))
                .with(Rollouts.bare("b"))
                .round();

        assertThat(verdict(decisions.get(0))).isEqualTo(Reason.EXPORTER_RUNNING);
        assertThat(decisions.get(1)).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void an_update_waits_for_its_turn_too() {
        List<Decision> decisions = Deciding.of(newer)
                .with(Rollouts.injected("a", mine, Rollouts.done()))
                .with(Rollouts.injected("b", mine, Rollouts.done()))
                .round();

        assertThat(decisions.get(0)).isInstanceOf(Decision.Update.class);
        assertThat(waiting(decisions.get(1))).startsWith("the exporter is updated when");
    }

    @Test
    void a_registry_that_is_being_restarted_is_written_to_again_because_that_is_the_same_restart() {
        assertThat(Deciding.of(newer)
                        .with(Rollouts.injected("a", mine, Rollouts.rolling()))
                        .decision())
                .isInstanceOf(Decision.Update.class);
    }

    @Test
    void a_registry_that_nothing_restarts_needs_no_turn() {
        Registries scaledDown = Rollouts.bare("b").deploymentSpec(spec -> spec.setReplicas(0));
        List<Decision> decisions = Deciding.of(mine)
                .with(Rollouts.injected("a", mine, Rollouts.rolling()))
                .with(scaledDown)
                .round();

        assertThat(decisions.get(1)).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_removal_waits_for_its_turn_and_says_why_it_is_wanted() {
        List<Decision> decisions = Deciding.of(mine)
                .with(Rollouts.injected("a", mine, Rollouts.rolling()))
                .with(Rollouts.injected("b", mine, Rollouts.done()).annotation(Names.INJECT, "false"))
                .round();

        assertThat(waiting(decisions.get(1)))
                .startsWith("the exporter is removed (annotation registryexporter.io/inject")
                .contains("when the restarting targets run again");
    }

    @Test
    void a_registry_whose_exporter_fails_keeps_no_other_from_losing_its_own() {
        RegistryExporter keeping = Exporters.named("mine").withoutWithdrawal().build();
        Pod failing = Pods.with(Planning.desired(keeping, Registries.usual()))
                .waiting("CrashLoopBackOff", "why")
                .build();
        List<Decision> decisions = Deciding.of(keeping)
                .with(Rollouts.injected("a", keeping, Rollouts.rolling()), failing)
                .with(Rollouts.injected("b", keeping, Rollouts.done()).annotation(Names.INJECT, "false"))
                .with(Rollouts.bare("c"))
                .round();

        assertThat(verdict(decisions.get(0))).isEqualTo(Reason.EXPORTER_NOT_STARTING);
        assertThat(decisions.get(1)).isInstanceOf(Decision.Remove.class);
        assertThat(decisions.get(2)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void a_failing_registry_past_its_deadline_still_holds_up_the_same_exporter() {
        RegistryExporter keeping = Exporters.named("mine").withoutWithdrawal().build();
        Pod failing = Pods.with(Planning.desired(keeping, Registries.usual()))
                .waiting("CrashLoopBackOff", "why")
                .build();
        List<Decision> decisions = Deciding.of(keeping)
                .with(Rollouts.injected("a", keeping, Rollouts.timedOut()), failing)
                .with(Rollouts.bare("b"))
                .round();

        assertThat(decisions.get(1)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void a_namespace_that_opts_out_since_the_watch_saw_it_gets_no_exporter() {
        Deciding deciding =
                Deciding.of(mine).namespaceSays(Map.of(Names.INJECT, "false")).with(Rollouts.bare("a"));

        assertThat(((Decision.Skip) deciding.decision()).why().reason()).isEqualTo(Reason.OPTED_OUT);
        assertThat(deciding.asked()).containsExactly(Question.STORAGE, Question.NAMESPACE);
    }

    @Test
    void a_workload_at_rest_costs_no_request_but_for_its_storage() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a").annotation(Names.INJECT, "false"));
        assertThat(deciding.decision()).isInstanceOf(Decision.Skip.class);
        assertThat(deciding.asked()).isEmpty();
    }

    @Test
    void a_workload_that_waits_costs_no_request_but_for_its_storage() {
        Deciding deciding = Deciding.of(mine).with(Rollouts.bare("a")).with(Rollouts.bare("b"));
        assertThat(deciding.round()).hasSize(2);
        assertThat(deciding.asked())
                .containsExactly(Question.STORAGE, Question.STORAGE, Question.NAMESPACE, Question.CONSTRAINTS);
    }

    private static String waiting(Decision decision) {
        Decision.Wait wait = (Decision.Wait) decision;
        assertThat(wait.why().reason()).isEqualTo(Reason.WAITING_FOR_TURN);
        return wait.why().message();
    }

    private static Reason verdict(Decision decision) {
        return ((Decision.Keep) decision).verdict().reason();
    }
}
