package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Rollouts;
import io.registryexporter.operator.workload.Workload;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many registries of a resource may still be restarted. */
class RestartBudgetTest {

    @Test
    void as_many_may_restart_as_the_resource_allows() {
        RestartBudget two = RestartBudget.of(2, 0);
        assertThat(two.afterRestart().freeToInject()).isTrue();
        assertThat(two.afterRestart().afterRestart().freeToInject()).isFalse();
    }

    @Test
    void taking_leaves_the_budget_that_it_was_taken_from() {
        RestartBudget one = RestartBudget.of(1, 0);
        assertThat(one.afterRestart().freeToInject()).isFalse();
        assertThat(one.freeToInject()).isTrue();
    }

    @Test
    void those_that_are_restarting_count() {
        assertThat(RestartBudget.of(2, 1).freeToInject()).isTrue();
        assertThat(RestartBudget.of(2, 2).freeToInject()).isFalse();
    }

    @Test
    void more_that_are_restarting_than_are_allowed_now_leave_none() {
        assertThat(RestartBudget.of(1, 5).freeToInject()).isFalse();
    }

    @Test
    void an_exporter_that_fails_in_one_workload_does_not_keep_another_from_losing_its_own() {
        RestartBudget budget = new RestartBudget(0, 1, Optional.empty(), Preflights.none());
        assertThat(budget.freeToInject()).isFalse();
        assertThat(budget.freeToRemove()).isTrue();
        assertThat(budget.afterRestart().freeToRemove()).isFalse();
    }

    @Test
    void what_was_withdrawn_from_one_workload_does_not_come_to_others() {
        RestartBudget budget = RestartBudget.of(3, 0).withdrawnFrom("Deployment a");
        assertThat(budget.freeToInject()).isFalse();
        assertThat(budget.freeToRemove()).isTrue();
    }

    @Test
    void the_removal_that_ends_a_stuck_rollout_takes_a_turn() {
        Workload stuck = Rollouts.injected("a", Exporters.named("mine").build(), Rollouts.timedOut())
                .workload();
        RestartBudget budget = RestartBudget.of(1, 0)
                .after(observed(stuck), new Decision.Remove(new RemovalCause.ResourceDeleted()), true);
        assertThat(budget.freeToRemove()).isFalse();
    }

    @Test
    void the_removal_from_a_registry_that_restarts_already_takes_no_turn() {
        Workload rolling = Rollouts.injected("a", Exporters.named("mine").build(), Rollouts.rolling())
                .workload();
        RestartBudget budget = RestartBudget.of(1, 0)
                .after(observed(rolling), new Decision.Remove(new RemovalCause.ResourceDeleted()), true);
        assertThat(budget.freeToRemove()).isTrue();
    }

    private static Observation observed(Workload workload) {
        return new Observation(workload, WorkloadHistory.none(), Map.of(), Answers.none(), Instant.EPOCH);
    }
}
