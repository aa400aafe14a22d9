package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RolloutSpec;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Pods;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import io.registryexporter.operator.fixture.SampleConstraints;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rollouts that are better not begun. */
class HazardTest {
    private final RegistryExporter mine = Exporters.named("mine").build();

    @Test
    void a_rollout_that_cannot_end_is_not_begun() {
        Decision.Wait wait = (Decision.Wait) Deciding.of(mine)
                .within(SampleConstraints.claim("ReadWriteOncePod").build())
                .with(Rollouts.bare("a"))
                .decision();

        assertThat(wait.why().reason()).isEqualTo(Reason.ROLLOUT_WOULD_DEADLOCK);
        assertThat(wait.storage()).isPresent();
    }

    @Test
    void a_rollout_that_may_hang_is_begun_with_a_warning() {
        Decision.Inject inject = (Decision.Inject) Deciding.of(mine)
                .within(SampleConstraints.claim("ReadWriteOnce").build())
                .with(Rollouts.bare("a"))
                .decision();

        assertThat(inject.injection().hazard()).isPresent();
    }

    @Test
    void a_rollout_that_may_hang_is_not_begun_where_the_resource_refuses_that() {
        RegistryExporter refusing =
                Exporters.named("mine").hazard(RolloutSpec.Hazard.REFUSE).build();
        Decision.Wait wait = (Decision.Wait) Deciding.of(refusing)
                .within(SampleConstraints.claim("ReadWriteOnce").build())
                .with(Rollouts.bare("a"))
                .decision();

        assertThat(wait.why().reason()).isEqualTo(Reason.ROLLOUT_MAY_HANG);
        assertThat(wait.why().message()).contains("spec.rollout.hazard is Refuse");
    }

    @Test
    void a_rollout_that_is_not_begun_takes_no_turn() {
        assertThat(Deciding.of(mine)
                        .within(SampleConstraints.claim("ReadWriteOncePod").build())
                        .with(Rollouts.bare("a"))
                        .with(Rollouts.bare("b"))
                        .round())
                .allSatisfy(decision ->
                        assertThat(((Decision.Wait) decision).why().reason()).isEqualTo(Reason.ROLLOUT_WOULD_DEADLOCK));
    }

    @Test
    void a_failing_exporter_whose_next_one_cannot_come_is_withdrawn() {
        RegistryExporter changed = Exporters.named("mine").scanInterval("1h").build();
        assertThat(Deciding.of(changed)
                        .within(SampleConstraints.claim("ReadWriteOncePod").build())
                        .with(
                                Rollouts.injected("a", mine, Rollouts.down()),
                                Pods.with(Planning.desired(mine, Registries.usual()))
                                        .waiting("CrashLoopBackOff", "why")
                                        .build())
                        .decision())
                .isInstanceOf(Decision.Remove.class);
    }

    @Test
    void a_restart_that_an_earlier_process_began_is_judged_once() {
        Registries rolling = Rollouts.injected("a", mine, Rollouts.rolling());
        Deciding deciding = Deciding.of(mine)
                .within(SampleConstraints.claim("ReadWriteOnce").build())
                .with(rolling);

        Decision.Keep keep = (Decision.Keep) deciding.decision();
        assertThat(keep.hazard()).isPresent();
        assertThat(deciding.asked()).contains(Question.VOLUMES);

        deciding.remembering(rolling, history -> history.judged(keep.hazard()));
        assertThat(((Decision.Keep) deciding.decision()).hazard()).isEqualTo(keep.hazard());
        assertThat(deciding.asked()).filteredOn(Question.VOLUMES::equals).hasSize(1);
    }

    @Test
    void a_restart_that_this_process_began_was_judged_before_it_began() {
        Registries rolling = Rollouts.injected("a", mine, Rollouts.rolling());
        Deciding deciding = Deciding.of(mine)
                .remembering(
                        rolling,
                        history -> history.injected(
                                "mine", rolling.workload(), "applied", Optional.of("may hang"), "", Deciding.START))
                .with(rolling);

        assertThat(((Decision.Keep) deciding.decision()).hazard()).contains("may hang");
        assertThat(deciding.asked()).doesNotContain(Question.VOLUMES);
    }

    @Test
    void a_registry_at_rest_has_no_hazard() {
        Registries done = Rollouts.injected("a", mine, Rollouts.done());
        Deciding deciding = Deciding.of(mine).with(done);
        assertThat(((Decision.Keep) deciding.decision()).hazard()).isEmpty();
    }
}
