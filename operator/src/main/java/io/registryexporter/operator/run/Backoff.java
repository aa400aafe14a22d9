package io.registryexporter.operator.run;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How long to wait before the next attempt: twice as long each time, up to a limit.
 *
 * @param pause before the next attempt
 */
record Backoff(Duration pause) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    static Backoff first() {
        return new Backoff(Duration.ofSeconds(1));
    }

    Backoff next() {
        return new Backoff(Collections.min(List.of(pause.multipliedBy(2), LONGEST)));
    }

    void sleep() throws InterruptedException {
        Thread.sleep(pause.toMillis());
    }
}
