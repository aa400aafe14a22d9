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
    private static final Duration UNWATCHED = Duration.ofMinutes(2);

    /** The maximum of rechecks per second for all registries that restart. */
    private static final int PER_SECOND = 10;

    private Recheck() {}

    /**
     * The shortest delay of all targets; empty if no target needs a recheck.
     *
     * @param restarting whether a registry restarts because of the operator
     * @param everywhere how many registries restart, in all namespaces
     */
    public static Optional<Duration> after(List<Reason> targets, boolean restarting, int everywhere) {
        Duration following = Collections.max(List.of(FOLLOWING, Duration.ofSeconds(everywhere / PER_SECOND)));
        return Stream.concat(
                        restarting ? Stream.of(following) : Stream.empty(),
                        targets.stream().flatMap(reason -> after(reason, following).stream()))
                .min(Comparator.naturalOrder());
    }

    private static Optional<Duration> after(Reason reason, Duration following) {
        return switch (reason) {
            case ROLLOUT_IN_PROGRESS -> Optional.of(following);
            case WAITING_FOR_RESTART -> Optional.of(Duration.ofMinutes(1));
            case EXPORTER_NOT_STARTING, ROLLOUT_STUCK, API_ERROR -> Optional.of(FAILING);
            case STORAGE_UNKNOWN,
                    OWNED_BY_OTHER_MANAGER,
                    APPLY_FORBIDDEN,
                    APPLY_REJECTED,
                    INTERNAL_ERROR,
                    ROLLOUT_WOULD_DEADLOCK,
                    ROLLOUT_MAY_HANG,
                    EXCEEDS_RESOURCE_QUOTA,
                    EXCEEDS_LIMIT_RANGE -> Optional.of(UNWATCHED);
            // The next change of a workload, a resource or a namespace is an event.
            case EXPORTER_RUNNING,
                    SCALED_TO_ZERO,
                    PAUSED,
                    ROLLOUT_PAUSED,
                    WAITING_FOR_TURN,
                    OPTED_OUT,
                    ALREADY_PRESENT,
                    NO_REGISTRY_CONTAINER,
                    AMBIGUOUS_REGISTRY_CONTAINER,
                    NOT_FILESYSTEM,
                    NO_SHARED_VOLUME,
                    PORT_IN_USE,
                    OWNED_BY_OTHER_RESOURCE,
                    REMOVED_BY_OTHER_MANAGER,
                    IMAGE_PULL_BACK_OFF,
                    CRASH_LOOP_BACK_OFF,
                    CREATE_CONTAINER_ERROR,
                    OOM_KILLED,
                    FAILED_CREATE,
                    PROGRESS_DEADLINE_EXCEEDED,
                    EXPORTER_NOT_ALLOWED,
                    SPEC_TOO_LARGE -> Optional.empty();
        };
    }
}
