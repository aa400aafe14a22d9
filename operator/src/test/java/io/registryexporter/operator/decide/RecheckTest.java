package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When to look again without being woken. */
class RecheckTest {

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {
                "EXPORTER_RUNNING",
                "SCALED_TO_ZERO",
                "PAUSED",
                "ROLLOUT_PAUSED",
                "OPTED_OUT",
                "ALREADY_PRESENT",
                "NO_REGISTRY_CONTAINER",
                "AMBIGUOUS_REGISTRY_CONTAINER",
                "NOT_FILESYSTEM",
                "NO_SHARED_VOLUME",
                "PORT_IN_USE",
                "OWNED_BY_OTHER_RESOURCE",
                "REMOVED_BY_OTHER_MANAGER",
                "WAITING_FOR_TURN",
                "CRASH_LOOP_BACK_OFF"
            })
    void what_only_an_event_can_change_is_not_looked_at(Reason reason) {
        assertThat(Recheck.after(List.of(reason), false, 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {
                "WAITING_FOR_RESTART",
                "ROLLOUT_IN_PROGRESS",
                "EXPORTER_NOT_STARTING",
                "ROLLOUT_STUCK",
                "STORAGE_UNKNOWN",
                "OWNED_BY_OTHER_MANAGER",
                "ROLLOUT_WOULD_DEADLOCK",
                "ROLLOUT_MAY_HANG",
                "EXCEEDS_RESOURCE_QUOTA",
                "EXCEEDS_LIMIT_RANGE",
                "APPLY_FORBIDDEN",
                "APPLY_REJECTED",
                "API_ERROR",
                "INTERNAL_ERROR"
            })
    void a_reason_without_an_event_is_rechecked(Reason reason) {
        assertThat(Recheck.after(List.of(reason), false, 0))
                .hasValueSatisfying(pause -> assertThat(pause).isBetween(Duration.ofSeconds(5), Duration.ofMinutes(2)));
    }

    @Test
    void the_shortest_of_all_targets_counts() {
        assertThat(Recheck.after(
                        List.of(Reason.APPLY_REJECTED, Reason.ROLLOUT_IN_PROGRESS, Reason.API_ERROR), false, 0))
                .contains(Duration.ofSeconds(5));
    }

    @Test
    void a_registry_that_is_being_restarted_is_looked_at_whatever_its_reason() {
        assertThat(Recheck.after(List.of(Reason.CRASH_LOOP_BACK_OFF), true, 1)).contains(Duration.ofSeconds(5));
    }

    @Test
    void many_registries_that_are_being_restarted_are_looked_at_less_often() {
        assertThat(Recheck.after(List.of(Reason.ROLLOUT_IN_PROGRESS), true, 200))
                .contains(Duration.ofSeconds(50));
    }

    @Test
    void without_targets_there_is_nothing_to_look_at() {
        assertThat(Recheck.after(List.of(), false, 0)).isEmpty();
    }
}
