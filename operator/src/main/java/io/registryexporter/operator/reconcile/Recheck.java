package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.status.Target;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When to look again without being woken: why a container waits stands in pods, which nothing watches. */
final class Recheck {
    private static final Duration FOLLOWING = Duration.ofSeconds(5);

    /** So many looks a second at the most, of all registries that are being restarted. */
    private static final int LOOKS = 10;

    private Recheck() {}

    /**
     * The shortest of all targets; none once everything is settled.
     *
     * @param restarting whether a registry is being restarted because of the operator
     * @param everywhere how many are, in all namespaces
     */
    static Optional<Duration> after(List<Target> targets, boolean restarting, int everywhere) {
        Duration following = Collections.max(List.of(FOLLOWING, Duration.ofSeconds(everywhere / LOOKS)));
        return Stream.concat(
                        restarting ? Stream.of(following) : Stream.empty(),
                        targets.stream()
                                .flatMap(target -> after(target.verdict().reason(), following).stream()))
                .min(Comparator.naturalOrder());
    }

    private static Optional<Duration> after(Reason reason, Duration following) {
        return switch (reason) {
            case ROLLOUT_IN_PROGRESS -> Optional.of(following);
            case WAITING_FOR_RESTART -> Optional.of(Duration.ofMinutes(1));
            case EXPORTER_NOT_STARTING, ROLLOUT_STUCK, API_ERROR -> Optional.of(Duration.ofSeconds(15));
            case STORAGE_UNKNOWN,
                    OWNED_BY_OTHER_MANAGER,
                    APPLY_FORBIDDEN,
                    APPLY_REJECTED,
                    INTERNAL_ERROR,
                    ROLLOUT_WOULD_DEADLOCK,
                    ROLLOUT_MAY_HANG,
                    EXCEEDS_RESOURCE_QUOTA,
                    EXCEEDS_LIMIT_RANGE -> Optional.of(Duration.ofMinutes(2));
            default -> Optional.empty();
        };
    }
}
