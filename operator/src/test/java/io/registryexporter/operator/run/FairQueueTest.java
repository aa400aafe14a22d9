package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose dispatched it is. */
class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>(2);

    @Test
    void a_late_namespace_is_next_however_many_items_the_other_has() {
        for (int i = 0; i < 1000; i++) {
            queue.add("large", "large-" + i);
        }
        queue.next();
        queue.add("small", "small-0");

        assertThat(takeAll(3)).containsExactly("large-1", "small-0", "large-2");
    }

    @Test
    void namespaces_take_turns_and_each_keeps_its_order() {
        for (String namespace : List.of("a", "a", "a", "b", "b", "c")) {
            queue.add(namespace, namespace);
        }

        assertThat(takeAll(6)).containsExactly("a", "b", "c", "a", "b", "a");
    }

    @Test
    void of_one_namespace_no_more_than_its_share_runs_at_a_time() {
        for (int i = 0; i < 5; i++) {
            queue.add("large", "large-" + i);
        }
        queue.next();
        queue.next();

        assertThat(queue.next()).isEmpty();
        queue.ended("large");
        assertThat(queue.next()).map(FairQueue.Dispatched::item).contains("large-2");
    }

    @Test
    void a_namespace_with_its_share_used_up_holds_up_no_other() {
        for (int i = 0; i < 5; i++) {
            queue.add("large", "large-" + i);
        }
        queue.next();
        queue.next();
        queue.add("small", "small-0");

        assertThat(queue.next()).map(FairQueue.Dispatched::item).contains("small-0");
    }

    @Test
    void nothing_is_left_in_the_end() {
        queue.add("a", "a");
        queue.next();
        queue.ended("a");

        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.next()).isEmpty();
    }

    private List<String> takeAll(int times) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Optional<FairQueue.Dispatched<String>> dispatched = queue.next();
            dispatched.ifPresent(next -> {
                taken.add(next.item());
                queue.ended(next.namespace());
            });
        }
        return taken;
    }
}
