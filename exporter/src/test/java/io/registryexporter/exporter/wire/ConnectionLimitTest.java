package io.registryexporter.exporter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who has to go for somebody new. */
class ConnectionLimitTest {
    private final ConnectionLimit limit = new ConnectionLimit(new Limits(
            new Limits.Connections(4, 3),
            1,
            new Limits.Times(Arrays.stream(Limits.Time.values())
                    .collect(Collectors.toMap(Function.identity(), time -> Duration.ofSeconds(1))))));

    private record Client(String address, boolean idle, long since) implements ConnectionLimit.Candidate {}

    @Test
    void nobody_as_long_as_there_are_places() {
        assertThat(limit.toClose(List.of(idle("a", 1), idle("a", 2), idle("b", 3)), "a"))
                .isEmpty();
    }

    @Test
    void the_oldest_idle_one_of_an_address_that_has_its_places() {
        assertThat(limit.toClose(List.of(idle("b", 0), busy("a", 1), idle("a", 2), idle("a", 3)), "a"))
                .contains(idle("a", 2));
    }

    @Test
    void the_oldest_idle_one_of_the_address_that_has_most_where_all_places_are_taken() {
        assertThat(limit.toClose(List.of(idle("b", 0), idle("a", 1), idle("a", 2), idle("c", 0)), "d"))
                .contains(idle("a", 1));
    }

    @Test
    void nobody_who_is_being_answered() {
        assertThat(limit.toClose(List.of(busy("a", 0), busy("a", 1), busy("a", 2)), "a"))
                .isEmpty();
        assertThat(limit.toClose(List.of(busy("a", 0), busy("a", 1), busy("a", 2), idle("b", 9)), "a"))
                .contains(idle("b", 9));
    }

    private static Client idle(String address, long since) {
        return new Client(address, true, since);
    }

    private static Client busy(String address, long since) {
        return new Client(address, false, since);
    }
}
