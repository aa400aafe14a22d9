package io.registryexporter.operator.record.memory;

import io.registryexporter.operator.api.RegistryExporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the end of a resource waits: so long since something has moved, and since this process looked first, because
 * nothing could move before.
 */
public final class Deletions {
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, Instant> moved = new ConcurrentHashMap<>();
    private final Clock clock;

    public Deletions(Clock clock) {
        this.clock = clock;
    }

    public boolean patient(RegistryExporter resource) {
        Instant since = moved.computeIfAbsent(key(resource), uid -> clock.instant());
        return clock.instant().isBefore(since.plus(PATIENCE));
    }

    public void moved(RegistryExporter resource) {
        moved.put(key(resource), clock.instant());
    }

    public void ended(RegistryExporter resource) {
        moved.remove(key(resource));
    }

    private static String key(RegistryExporter resource) {
        return Objects.requireNonNullElse(resource.getMetadata().getUid(), "");
    }
}
