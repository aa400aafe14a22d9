package io.registryexporter.operator.record.memory;

import io.registryexporter.operator.api.RegistryExporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the deletion of a resource may wait: for a grace period after the last progress. The period begins at the
 * latest when this process first observes the deletion.
 */
public final class DeletionDeadlines {
    public static final Duration GRACE_PERIOD = Duration.ofMinutes(5);

    private final Map<String, Instant> progress = new ConcurrentHashMap<>();
    private final Clock clock;

    public DeletionDeadlines(Clock clock) {
        this.clock = clock;
    }

    public boolean withinGracePeriod(RegistryExporter resource) {
        Instant since = progress.computeIfAbsent(key(resource), uid -> clock.instant());
        return clock.instant().isBefore(since.plus(GRACE_PERIOD));
    }

    public void progressed(RegistryExporter resource) {
        progress.put(key(resource), clock.instant());
    }

    public void ended(RegistryExporter resource) {
        progress.remove(key(resource));
    }

    private static String key(RegistryExporter resource) {
        return Objects.requireNonNullElse(resource.getMetadata().getUid(), "");
    }
}
