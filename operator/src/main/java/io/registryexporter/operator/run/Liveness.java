package io.registryexporter.operator.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the loop still turns: rounds begin, come to a workload or end, and no informer of the framework has ended. */
final class Liveness {
    /** Longer than what a round asks about one workload may wait for permits and answers. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private final Clock clock;
    private final AtomicReference<Instant> last;
    private final AtomicReference<Optional<String>> end = new AtomicReference<>(Optional.empty());

    /** It has just turned. */
    Liveness(Clock clock) {
        this.clock = clock;
        this.last = new AtomicReference<>(clock.instant());
    }

    /** Something of a round has happened. */
    void progressed() {
        last.set(clock.instant());
    }

    /** An informer is gone for good, which nothing in this process brings back. */
    void informerEnded(String informer) {
        end.set(Optional.of(informer));
    }

    /** What is wrong; nothing where the loop turns. */
    Optional<String> trouble() {
        Duration still = Duration.between(last.get(), clock.instant());
        return end.get()
                .map(informer -> "the informer of " + informer + " has ended")
                .or(() -> still.compareTo(LIMIT) > 0
                        ? Optional.of("no round has gone on for " + still.toSeconds() + " s")
                        : Optional.empty());
    }
}
