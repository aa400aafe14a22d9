package io.registryexporter.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whose turn it is to be restarted. */
class TurnsTest {

    @Test
    void as_many_may_restart_as_the_resource_allows() {
        Turns turns = new Turns(2, 0);
        turns.taken();
        assertThat(turns.free()).isTrue();
        turns.taken();
        assertThat(turns.free()).isFalse();
    }

    @Test
    void those_that_are_restarting_count() {
        assertThat(new Turns(2, 1).free()).isTrue();
        assertThat(new Turns(2, 2).free()).isFalse();
    }

    @Test
    void more_that_are_restarting_than_are_allowed_now_leave_none() {
        assertThat(new Turns(1, 5).free()).isFalse();
    }
}
