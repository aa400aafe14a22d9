package io.registryexporter.exporter.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a link that was interrupted from one that a registry is just rewriting (R24): an empty link is damage when it
 * is older than a minute, or when the scan before found it empty too.
 */
final class EmptyLinks {
    private static final Duration REWRITE = Duration.ofSeconds(60);

    private final Clock clock;
    private final Set<String> before;
    private final Set<String> now = ConcurrentHashMap.newKeySet();

    EmptyLinks(Clock clock, Set<String> before) {
        this.clock = clock;
        this.before = before;
    }

    /** Notes an empty link, and says whether it is damage. A time in the future, as from a file server, is old. */
    boolean isDamage(String path, Instant modified) {
        now.add(path);
        Duration age = Duration.between(modified, clock.instant()).abs();
        return before.contains(path) || age.compareTo(REWRITE) > 0;
    }

    /** The paths that were empty in this scan, for the next one. */
    Set<String> found() {
        return now;
    }
}
