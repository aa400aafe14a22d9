package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose turn it is. */
class LanesTest {
    private final Lanes<String> lanes = new Lanes<>(2);

    @Test
    void a_lane_that_comes_late_has_the_next_turn_however_long_the_other_is() {
        for (int i = 0; i < 1000; i++) {
            lanes.add("large", "large-" + i);
        }
        lanes.next();
        lanes.add("small", "small-0");

        assertThat(takeAll(3)).containsExactly("large-1", "small-0", "large-2");
    }

    @Test
    void lanes_take_turns_and_each_keeps_its_order() {
        for (String lane : List.of("a", "a", "a", "b", "b", "c")) {
            lanes.add(lane, lane);
        }

        assertThat(takeAll(6)).containsExactly("a", "b", "c", "a", "b", "a");
    }

    @Test
    void of_one_lane_no_more_than_its_share_runs_at_a_time() {
        for (int i = 0; i < 5; i++) {
            lanes.add("large", "large-" + i);
        }
        lanes.next();
        lanes.next();

        assertThat(lanes.next()).isEmpty();
        lanes.ended("large");
        assertThat(lanes.next()).map(Lanes.Turn::what).contains("large-2");
    }

    @Test
    void a_lane_with_its_share_used_up_holds_up_no_other() {
        for (int i = 0; i < 5; i++) {
            lanes.add("large", "large-" + i);
        }
        lanes.next();
        lanes.next();
        lanes.add("small", "small-0");

        assertThat(lanes.next()).map(Lanes.Turn::what).contains("small-0");
    }

    @Test
    void nothing_is_left_in_the_end() {
        lanes.add("a", "a");
        lanes.next();
        lanes.ended("a");

        assertThat(lanes.isEmpty()).isTrue();
        assertThat(lanes.next()).isEmpty();
    }

    private List<String> takeAll(int times) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Optional<Lanes.Turn<String>> turn = lanes.next();
            turn.ifPresent(next -> {
                taken.add(next.what());
                lanes.ended(next.lane());
            });
        }
        return taken;
    }
}
