package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When the next round begins without an event, because the operator does not watch pods, ConfigMaps and quotas. */
public final class Recheck {
    private static final Duration FOLLOWING = Duration.ofSeconds(5);
    private static final Duration FAILING = Duration.ofSeconds(15);
    private static final Duration BY_HAND = Duration.ofMinutes(1);
    private static final Duration UNWATCHED = Duration.ofMinutes(2);

    /** The maximum of rechecks per second for all registries that restart or have a preflight. */
    private static final int PER_SECOND = 4;

    private Recheck() {}

    /**
     * The shortest delay of all targets; empty if no target needs a recheck.
     *
     * @param restarting whether a registry restarts because of the operator
     * @param everywhere how many registries restart or have a preflight, in all namespaces
     */
    public static Optional<Duration> after(List<Reason> targets, boolean restarting, int everywhere) {
        Duration following = Collections.max(List.of(FOLLOWING, Duration.ofSeconds(everywhere / PER_SECOND)));
        return Stream.concat(
                        restarting ? Stream.of(following) : Stream.empty(),
                        targets.stream().flatMap(reason -> after(reason, following).stream()))
                .min(Comparator.naturalOrder());
    }

    private static Optional<Duration> after(Reason reason, Duration following) {
        return switch (reason.nextLook()) {
            case EVENT -> Optional.empty();
            case ROLLOUT -> Optional.of(following);
            case FAILURE -> Optional.of(FAILING);
            case MANUAL_RESTART -> Optional.of(BY_HAND);
            case UNWATCHED -> Optional.of(UNWATCHED);
        };
    }
}
