package io.registryexporter.simulator.played;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.simulator.played.Rollout.Old;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {

    @Test
    void one_replica_gets_a_second_one_before_the_first_goes() {
        Rollout rollout = new Rollout(1, 1, 0, false);

        assertThat(rollout.wanted(0, 1)).isEqualTo(1);
        assertThat(rollout.kept(List.of(new Old(1, 1)), 1, 0)).containsExactly(1);
        assertThat(rollout.kept(List.of(new Old(1, 1)), 1, 1)).containsExactly(0);
    }

    @Test
    void four_replicas_are_replaced_within_the_bounds() {
        Rollout rollout = new Rollout(4, 1, 1, false);

        assertThat(rollout.wanted(0, 4)).isEqualTo(1);
        assertThat(rollout.kept(List.of(new Old(4, 4)), 1, 0)).containsExactly(3);
        assertThat(rollout.wanted(1, 3)).isEqualTo(2);
    }

    @Test
    void unready_old_replicas_go_first() {
        Rollout rollout = new Rollout(1, 1, 0, false);

        assertThat(rollout.kept(List.of(new Old(1, 1), new Old(1, 0)), 0, 0)).containsExactly(1, 0);
    }

    @Test
    void recreating_waits_until_the_old_ones_are_gone() {
        Rollout rollout = new Rollout(2, 0, 2, true);

        assertThat(rollout.wanted(0, 2)).isZero();
        assertThat(rollout.kept(List.of(new Old(2, 1)), 0, 0)).containsExactly(0);
        assertThat(rollout.wanted(0, 0)).isEqualTo(2);
    }
}
