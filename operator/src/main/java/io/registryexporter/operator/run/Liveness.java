package io.registryexporter.operator.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the loop makes progress: rounds begin, reach a workload or end, and no informer of the framework has ended.
 */
final class Liveness {
    /** Longer than the requests about one workload may wait for permits and answers. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private final Clock clock;
    private final AtomicReference<Instant> last;
    private final AtomicReference<Optional<String>> end = new AtomicReference<>(Optional.empty());

    /** The loop has just made progress. */
    Liveness(Clock clock) {
        this.clock = clock;
        this.last = new AtomicReference<>(clock.instant());
    }

    /** A round has made progress. */
    void progressed() {
        last.set(clock.instant());
    }

    /** An informer has ended, which this process cannot start again. */
    void informerEnded(String informer) {
        end.set(Optional.of(informer));
    }

    /** The problem; empty if the loop makes progress. */
    Optional<String> problem() {
        Duration still = Duration.between(last.get(), clock.instant());
        return end.get()
                .map(informer -> "the informer of " + informer + " has ended")
                .or(() -> still.compareTo(LIMIT) > 0
                        ? Optional.of("no round has made progress for " + still.toSeconds() + " s")
                        : Optional.empty());
    }
}
