package io.registryexporter.operator.record.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.history.Restart;
import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.workload.Workload;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered of decisions and their results. */
class MemoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Memory memory = new Memory();
    private final RegistryExporter mine = Exporters.named("mine").build();
    private final Workload workload =
            Rollouts.injected("a", mine, Rollouts.done()).version("1").workload();

    static Stream<RemovalCause> causes() {
        return Stream.of(
                new RemovalCause.NotWanted(new Verdict(Reason.OPTED_OUT, "annotation")),
                new RemovalCause.Failed(
                        new Verdict(Reason.OOM_KILLED, "why"), new InjectionFingerprint("abc"), Set.of("pod")),
                new RemovalCause.ResourceDeleted(),
                new RemovalCause.Orphaned());
    }

    @Test
    void what_no_preflight_proved_is_said_as_long_as_the_exporter_is_there() {
        var unused = memory.update(
                workload,
                history -> history.injected("mine", workload, "applied", Optional.empty(), "no preflight ran", NOW));
        assertThat(history().remark()).isEqualTo("no preflight ran");
        remove(new RemovalCause.ResourceDeleted());
        assertThat(history().remark()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("causes")
    void no_removal_of_the_operators_own_counts_as_an_overwrite(RemovalCause cause) {
        inject();
        assertThat(history().overwrites()).isPresent();
        remove(cause);
        assertThat(history().overwrites()).isEmpty();
        assertThat(history().accepted()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("causes")
    void the_restart_of_every_removal_is_followed(RemovalCause cause) {
        remove(cause);
        assertThat(history().restart()).isPresent();
        assertThat(memory.restarts()).isEqualTo(1);
    }

    @Test
    void a_write_remembers_what_the_api_server_answered_and_what_may_become_of_the_restart() {
        inject();
        assertThat(history().accepted()).isEqualTo(workload.exporter());
        assertThat(history().restart()).flatMap(Restart::hazard).contains("may hang");
    }

    @Test
    void a_hazard_that_was_judged_stays_while_a_round_does_not_look_for_it() {
        inject();
        record(keep(Optional.empty(), false), new Result.Nothing());
        assertThat(history().restart()).flatMap(Restart::hazard).contains("may hang");
        record(keep(Optional.empty(), true), new Result.Nothing());
        assertThat(history().restart()).flatMap(Restart::hazard).isEmpty();
    }

    private Decision keep(Optional<String> hazard, boolean judged) {
        return new Decision.Keep(
                new Verdict(Reason.ROLLOUT_IN_PROGRESS, "why"),
                Planning.storage(mine, Registries.usual()),
                Planning.IMAGE,
                hazard,
                judged);
    }

    @Test
    void a_write_that_was_refused_is_not_remembered() {
        record(new Decision.Inject(injection()), new Result.Rejected("no"));
        record(new Decision.Remove(new RemovalCause.Orphaned()), new Result.Forbidden("no"));
        assertThat(history()).isEqualTo(WorkloadHistory.none());
    }

    @Test
    void workloads_that_are_gone_are_forgotten() {
        inject();
        memory.retain(Set.of("a"));
        assertThat(history().accepted()).isPresent();
        memory.retain(Set.of("other"));
        assertThat(history()).isEqualTo(WorkloadHistory.none());
    }

    private WorkloadHistory history() {
        return memory.of(workload);
    }

    private void inject() {
        record(
                new Decision.Update(injection(), Optional.empty()),
                new Result.Done(Rollouts.injected("a", mine, Rollouts.rolling())
                        .version("2")
                        .build()));
    }

    private Injection injection() {
        return new Injection(
                Planning.storage(mine, Registries.usual()),
                Planning.desired(mine, Registries.usual()),
                Optional.of("may hang"));
    }

    private void remove(RemovalCause cause) {
        record(
                new Decision.Remove(cause),
                new Result.Done(Rollouts.bare("a")
                        .status(Rollouts.rolling())
                        .version("3")
                        .build()));
    }

    private void record(Decision decision, Result result) {
        memory.record(new Outcome(Optional.of(mine), workload, decision, result, Optional.empty()), NOW);
    }
}
