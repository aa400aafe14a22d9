package io.registryexporter.exporter.scan.reader;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Distinguishes a write that was interrupted from one that a registry is making now (R24). An empty link, a tag without
 * its link, or a tag whose revision has just lost its link is damage if it is older than a minute, or if a scan some
 * seconds earlier found the same.
 */
public final class UnfinishedWrites {
    private static final Duration OLD = Duration.ofSeconds(60);
    private static final Duration FOUND_BEFORE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Map<String, Instant> previous;
    private final Map<String, Instant> found = new ConcurrentHashMap<>();

    /**
     * The unfinished writes of one scan.
     *
     * @param previous the paths of unfinished writes that the previous scan found, and when each was found first
     */
    public UnfinishedWrites(Clock clock, Map<String, Instant> previous) {
        this.clock = clock;
        this.previous = previous;
    }

    /**
     * Whether an entry that is half written is damage; the next scan knows of the entry. A time in the future, such as that
     * of a file server, is old.
     */
    boolean isDamage(String path, Instant modified) {
        Instant now = clock.instant();
        Instant first = previous.getOrDefault(path, now);
        found.put(path, first);
        boolean foundBefore = Duration.between(first, now).compareTo(FOUND_BEFORE) >= 0;
        return foundBefore || Duration.between(modified, now).abs().compareTo(OLD) > 0;
    }

    /** The paths of unfinished writes that this scan found, and when each was found first. */
    public Map<String, Instant> found() {
        return found;
    }
}
