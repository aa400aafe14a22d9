package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds of several namespaces. */
@Timeout(60)
class FairExecutorTest {
    private final AtomicReference<String> lane = new AtomicReference<>("");
    private final AtomicInteger progress = new AtomicInteger();
    private final FairExecutor rounds = new FairExecutor(4, lane::get, progress::incrementAndGet);

    @AfterEach
    void end() {
        rounds.shutdownNow();
    }

    @Test
    void a_namespace_whose_rounds_all_hang_leaves_threads_to_others() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        for (int i = 0; i < 1000; i++) {
            rounds.execute("large", () -> await(never));
        }

        lane.set("small");
        rounds.execute(other::countDown);

        assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
        never.countDown();
    }

    @Test
    void every_round_runs_once_also_after_one_that_ended_with_an_error() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(200);
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            rounds.execute("lane-" + i % 3, () -> {
                ran.add(number);
                left.countDown();
                if (number % 50 == 0) {
                    throw new IllegalStateException("a mistake");
                }
            });
        }

        assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).doesNotHaveDuplicates().hasSize(200);
        assertThat(progress.get()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void what_has_not_begun_is_given_back_at_the_end() {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            rounds.execute("large", () -> await(never));
        }

        List<Runnable> left = rounds.shutdownNow();

        assertThat(left).hasSizeLessThanOrEqualTo(10);
        assertThat(rounds.isShutdown()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
