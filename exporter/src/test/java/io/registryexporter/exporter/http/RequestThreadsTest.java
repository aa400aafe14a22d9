package io.registryexporter.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {
    private final AtomicInteger reliefs = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void memory_is_given_back_once_when_many_requests_are_over() throws Exception {
        assertThat(reliefsAfter(100)).isEqualTo(1);
    }

    @Test
    void few_requests_cost_no_collection() throws Exception {
        assertThat(reliefsAfter(10)).isZero();
    }

    @Test
    void more_than_the_limit_are_refused() {
        RequestThreads threads = new RequestThreads(1, () -> {});
        threads.execute(this::await);

        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        go.countDown();
        threads.shutdownNow();
    }

    private int reliefsAfter(int requests) throws InterruptedException {
        RequestThreads threads = new RequestThreads(requests, reliefs::incrementAndGet);
        CountDownLatch begun = new CountDownLatch(requests);
        for (int i = 0; i < requests; i++) {
            threads.execute(() -> {
                begun.countDown();
                await();
            });
        }
        begun.await();
        go.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        return reliefs.get();
    }

    private void await() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
