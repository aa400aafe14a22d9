package io.registryexporter.exporter.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells what was interrupted from what a registry is just doing (R24): an empty link, a tag without its link, or
 * one whose revision has just lost its own, is damage when that is more than a minute ago, or when a scan some seconds
 * ago found it so too.
 */
final class UnsettledEntries {
    private static final Duration OLD = Duration.ofSeconds(60);
    private static final Duration SEEN_BEFORE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Map<String, Instant> before;
    private final Map<String, Instant> now = new ConcurrentHashMap<>();

    UnsettledEntries(Clock clock, Map<String, Instant> before) {
        this.clock = clock;
        this.before = before;
    }

    /** Notes an entry that is half done, and says whether it is damage. A time in the future, as from a file server, is old. */
    boolean isDamage(String path, Instant modified) {
        Instant time = clock.instant();
        Instant firstSeen = before.getOrDefault(path, time);
        now.put(path, firstSeen);
        boolean seenBefore = Duration.between(firstSeen, time).compareTo(SEEN_BEFORE) >= 0;
        return seenBefore || Duration.between(modified, time).abs().compareTo(OLD) > 0;
    }

    /** The paths that were half done in this scan and when they were first found so, for the next one. */
    Map<String, Instant> found() {
        return now;
    }
}
