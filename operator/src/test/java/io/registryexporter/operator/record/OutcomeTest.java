package io.registryexporter.operator.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a decision and its result mean. */
class OutcomeTest {
    private static final Decision REMOVE = new Decision.Remove(new RemovalCause.Orphaned());

    private final RegistryExporter mine = Exporters.named("mine").build();

    @Test
    void a_removal_that_leaves_nothing_has_removed_the_exporter_and_restarts_the_registry() {
        Outcome outcome = removal(new Result.Done(version(Rollouts.bare("a").status(Rollouts.rolling()))));
        assertThat(outcome.removed()).isTrue();
        assertThat(outcome.restarts()).isTrue();
        assertThat(outcome.leftBehind()).isEmpty();
    }

    @Test
    void a_removal_that_changes_nothing_has_removed_nothing_and_restarts_nothing() {
        Outcome outcome = removal(new Result.Done(injected().build()));
        assertThat(outcome.removed()).isFalse();
        assertThat(outcome.restarts()).isFalse();
    }

    @Test
    void what_others_have_written_too_is_left_to_them() {
        Registries shared = Rollouts.bare("a")
                .container(Names.CONTAINER, "x")
                .managed("helm", "Update", Names.CONTAINER)
                .status(Rollouts.rolling());
        Outcome outcome = removal(new Result.Done(version(shared)));
        assertThat(outcome.leftBehind()).map(Verdict::reason).contains(Reason.OWNED_BY_OTHER_MANAGER);
        assertThat(outcome.isLeftToOthers()).isTrue();
        assertThat(outcome.removed()).isFalse();
        assertThat(outcome.restarts()).isFalse();
    }

    @Test
    void an_annotation_of_another_manager_stays_though_the_exporter_is_removed() {
        Registries marked =
                Rollouts.bare("a").annotation(Names.INJECTED_BY, "mine").status(Rollouts.rolling());
        Outcome outcome = removal(new Result.Done(version(marked)));
        assertThat(outcome.removed()).isTrue();
        assertThat(outcome.restarts()).isTrue();
        assertThat(outcome.isLeftToOthers()).isTrue();
    }

    @Test
    void a_conflict_is_left_to_others_and_a_failing_api_server_is_not() {
        assertThat(removal(new Result.Shared(Set.of("helm"))).isLeftToOthers()).isTrue();
        assertThat(removal(new Result.Conflict("image")).isLeftToOthers()).isTrue();
        Outcome undecided = removal(new Result.Undecided("connection refused"));
        assertThat(undecided.leftBehind()).isPresent();
        assertThat(undecided.isLeftToOthers()).isFalse();
    }

    @Test
    void only_a_removal_leaves_something() {
        Outcome waiting = new Outcome(
                Optional.of(mine),
                injected().workload(),
                Decision.Wait.because(new Verdict(Reason.PAUSED, "why")),
                new Result.Nothing(),
                Optional.empty());
        assertThat(waiting.leftBehind()).isEmpty();
        assertThat(waiting.isLeftToOthers()).isFalse();
        assertThat(waiting.restarts()).isFalse();
    }

    private Outcome removal(Result result) {
        return new Outcome(Optional.empty(), injected().workload(), REMOVE, result, Optional.empty());
    }

    private Registries injected() {
        return Rollouts.injected("a", mine, Rollouts.done()).version("1");
    }

    private static HasMetadata version(Registries registries) {
        return registries.version("2").build();
    }
}
