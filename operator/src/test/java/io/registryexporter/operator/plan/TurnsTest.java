package io.registryexporter.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose turn it is to be restarted. */
class TurnsTest {

    @Test
    void as_many_may_restart_as_the_resource_allows() {
        Turns turns = new Turns(2, 0, 0, Optional.empty());
        turns.taken();
        assertThat(turns.free()).isTrue();
        turns.taken();
        assertThat(turns.free()).isFalse();
    }

    @Test
    void those_that_are_restarting_count() {
        assertThat(new Turns(2, 1, 0, Optional.empty()).free()).isTrue();
        assertThat(new Turns(2, 2, 0, Optional.empty()).free()).isFalse();
    }

    @Test
    void more_that_are_restarting_than_are_allowed_now_leave_none() {
        assertThat(new Turns(1, 5, 0, Optional.empty()).free()).isFalse();
    }

    @Test
    void an_exporter_that_fails_in_one_does_not_keep_another_from_being_rid_of_its_own() {
        Turns turns = new Turns(1, 1, 1, Optional.empty());
        assertThat(turns.free()).isFalse();
        assertThat(turns.freeToTakeBack()).isTrue();
        turns.taken();
        assertThat(turns.freeToTakeBack()).isFalse();
    }

    @Test
    void what_was_withdrawn_from_one_does_not_come_to_others() {
        Turns turns = new Turns(3, 0, 0, Optional.of("Deployment a"));
        assertThat(turns.free()).isFalse();
        assertThat(turns.freeToTakeBack()).isTrue();
    }
}
